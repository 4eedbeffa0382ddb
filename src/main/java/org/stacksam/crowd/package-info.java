/**
 * Several annotators: simulated ones, boxes of several merged into one set, label images fused, and how far they agree.
 */
package org.stacksam.crowd;
