/** A generated sample image of known truth, for the demo, the tests and newcomers. No ImageJ. */
package org.stacksam.sample;
