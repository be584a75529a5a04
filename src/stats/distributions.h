// Distributions: quantiles, which exact intervals come from (the least x at which the
// cumulative probability reaches p), and the p values of tests.

#pragma once

#include <cstddef>

namespace shiplog {

// The 97.5 % point of the standard normal distribution: 95 % lie between its negative and it.
inline constexpr double kNormal975 = 1.959963984540054;

// How many of n trials succeed, each with the given chance; 0 < chance < 1.
std::size_t binomial_quantile(std::size_t n, double chance, double p);

// How many come when so many are expected; mean > 0.
std::size_t poisson_quantile(double mean, double p);

// Of scale one; shape > 0.
double gamma_quantile(double shape, double p);

// Both shapes > 0.
double beta_quantile(double a, double b, double p);

// Of the standard normal distribution.
double normal_quantile(double p);

// degrees > 0.
double student_t_quantile(double degrees, double p);

// How likely it is to lie at least as far from zero, when it is standard normal.
double two_sided_normal_p(double z);

// How likely it is to be at least as large; degrees > 0.
double chi_squared_p(double value, double degrees);

}  // namespace shiplog
