/// A user's module: this one line has to be enough.
module iris {
    requires org.gradus.doctor;
}
