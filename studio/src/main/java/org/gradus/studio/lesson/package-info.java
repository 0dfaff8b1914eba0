/// Six short lessons, each around a live picture, in every language that has a file of texts.
package org.gradus.studio.lesson;
