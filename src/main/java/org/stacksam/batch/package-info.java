/**
 * Many cases one after another or side by side: a journal that lets a killed run go on, a bound for the memory, and one
 * row a case that says how it went. Knows nothing of images.
 */
package org.stacksam.batch;
