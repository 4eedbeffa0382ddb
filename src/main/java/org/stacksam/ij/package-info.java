/**
 * ImageJ 1 on one side, ImgLib2 views, geometries and prompts on the other. Nothing here segments anything; nothing
 * here needs a display. ImageJ counts channels, slices and frames from 1, this package from 0 unless a method says
 * otherwise.
 */
package org.stacksam.ij;
