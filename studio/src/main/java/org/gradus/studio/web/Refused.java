package org.gradus.studio.web;

/// Thrown where a request gets no answer but a reason.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int NOT_FOUND = 404, BAD = 400, BUSY = 503, CONFLICT = 409, FAULT = 500;

    private final int status;

    public Refused(int status, String why) {
        super(why);
        this.status = status;
    }

    /// There is no such page, run or picture.
    public static Refused missing(String why) {
        return new Refused(NOT_FOUND, why);
    }

    /// What was asked for makes no sense: the message names the place, the value and what was expected.
    public static Refused bad(String why) {
        return new Refused(BAD, why);
    }

    /// It cannot be done in the present state, such as pausing what has ended.
    public static Refused conflict(String why) {
        return new Refused(CONFLICT, why);
    }

    /// There are more at once than the studio serves.
    static Refused busy(String why) {
        return new Refused(BUSY, why);
    }

    /// It cannot be done for a reason that is no fault of whoever asked.
    static Refused fault(RuntimeException e) {
        return new Refused(FAULT, "this is a fault of Gradus: " + e);
    }

    /// As HTTP numbers it.
    public int status() {
        return status;
    }

    /// The reason.
    public String why() {
        return String.valueOf(getMessage());
    }
}
