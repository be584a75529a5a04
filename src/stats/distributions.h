// Quantiles of the distributions that exact intervals come from: the least x at which
// the cumulative probability reaches p.

#pragma once

#include <cstddef>

namespace shiplog {

// The 97.5 % point of the standard normal distribution: 95 % lie between its negative and it.
inline constexpr double kNormal975 = 1.959963984540054;

// How many of n trials succeed, each with the given chance; 0 < chance < 1.
std::size_t binomial_quantile(std::size_t n, double chance, double p);

// Of scale one; shape > 0.
double gamma_quantile(double shape, double p);

// Both shapes > 0.
double beta_quantile(double a, double b, double p);

}  // namespace shiplog
