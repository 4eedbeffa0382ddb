/**
 * nnU-Net v2 (2.8.1): raw datasets written so that its own integrity check passes, predictions and summaries read
 * back. Knows files and ImgLib2 images, not ImageJ: whatever format the images come in, an {@link ImageSource} opens
 * it.
 */
package org.stacksam.nnunet;
