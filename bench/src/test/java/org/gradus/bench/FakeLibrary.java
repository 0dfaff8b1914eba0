package org.gradus.bench;

import org.gradus.speed.Mlp;

/// A library that computes nothing, and behaves as the number of inputs of its network says.
final class FakeLibrary implements Subject {
    static final int WELL = 1;
    static final int CRASHES = 2;
    static final int HANGS = 3;
    static final int REFUSES = 4;
    static final int CHATS = 5;

    private final int manner;
    private int steps;

    private FakeLibrary(int manner) {
        this.manner = manner;
    }

    public static void main(String[] arguments) throws Exception {
        Child.serve(arguments, FakeLibrary::make);
    }

    private static Subject make(Mlp mlp, int threads) {
        if (mlp.inputs() == REFUSES) throw new UnsatisfiedLinkError("no native\nlibrary");
        return new FakeLibrary(mlp.inputs());
    }

    @Override
    public void step() {
        steps++;
        if (steps < 5) return;
        switch (manner) {
            case CRASHES -> Runtime.getRuntime().halt(134);
            case HANGS -> sleep(60_000);
            case CHATS -> System.out.println("@ times 1 1 1 1 1");
            default -> sleep(1);
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
