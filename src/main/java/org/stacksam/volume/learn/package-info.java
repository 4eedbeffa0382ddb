/** What is learnt inside one volume from its own prompts: features of voxels, and a classifier of inside and outside. */
package org.stacksam.volume.learn;
