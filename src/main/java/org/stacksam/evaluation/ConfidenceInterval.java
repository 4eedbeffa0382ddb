package org.stacksam.evaluation;

/** Both ends of a 95 % confidence interval. */
public record ConfidenceInterval(double low, double high) {}
