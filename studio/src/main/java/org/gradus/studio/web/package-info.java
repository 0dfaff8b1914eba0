/// A small web server for one person on one machine: who may ask, what for, and how answers go back.
package org.gradus.studio.web;
