#include "stats/distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstddef>

namespace shiplog {
namespace {

namespace math = boost::math;

// Our callers' arguments are valid, so an error would be a bug: no exceptions. Doubles are
// precise enough without long doubles behind them, and a count is the next whole one.
using Policy =
    math::policies::policy<math::policies::domain_error<math::policies::errno_on_error>,
                           math::policies::overflow_error<math::policies::errno_on_error>,
                           math::policies::evaluation_error<math::policies::errno_on_error>,
                           math::policies::promote_double<false>,
                           math::policies::discrete_quantile<math::policies::integer_round_up>>;

}  // namespace

std::size_t binomial_quantile(std::size_t n, double chance, double p) {
  const math::binomial_distribution<double, Policy> distribution(static_cast<double>(n), chance);
  return static_cast<std::size_t>(math::quantile(distribution, p));
}

std::size_t poisson_quantile(double mean, double p) {
  const math::poisson_distribution<double, Policy> distribution(mean);
  return static_cast<std::size_t>(math::quantile(distribution, p));
}

double gamma_quantile(double shape, double p) {
  return math::quantile(math::gamma_distribution<double, Policy>(shape, 1.0), p);
}

double beta_quantile(double a, double b, double p) {
  return math::quantile(math::beta_distribution<double, Policy>(a, b), p);
}

double normal_quantile(double p) {
  return math::quantile(math::normal_distribution<double, Policy>(), p);
}

double student_t_quantile(double degrees, double p) {
  return math::quantile(math::students_t_distribution<double, Policy>(degrees), p);
}

double two_sided_normal_p(double z) {
  const math::normal_distribution<double, Policy> standard;
  return 2 * math::cdf(math::complement(standard, std::abs(z)));
}

double chi_squared_p(double value, double degrees) {
  const math::chi_squared_distribution<double, Policy> distribution(degrees);
  return math::cdf(math::complement(distribution, value));
}

}  // namespace shiplog
