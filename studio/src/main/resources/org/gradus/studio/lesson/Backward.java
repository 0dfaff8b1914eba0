import java.util.ArrayList;
import java.util.List;

class Backward {
    static final List<Node> ORDER = new ArrayList<>(); // each node after what it is made of

    static class Node {
        final double value;
        final Node[] madeOf;
        final double[] slopes; // of this value by each part
        double gradient; // of the result by this value

        Node(double value, Node[] madeOf, double... slopes) {
            this.value = value;
            this.madeOf = madeOf;
            this.slopes = slopes;
            ORDER.add(this);
        }
    }

    static Node number(double x) { return new Node(x, new Node[0]); }
    static Node add(Node a, Node b) { return new Node(a.value + b.value, new Node[] {a, b}, 1, 1); }
    static Node subtract(Node a, Node b) { return new Node(a.value - b.value, new Node[] {a, b}, 1, -1); }
    static Node multiply(Node a, Node b) { return new Node(a.value * b.value, new Node[] {a, b}, b.value, a.value); }
    static Node squash(double s, Node a) { return new Node(s, new Node[] {a}, s * (1 - s)); }
    static Node sigmoid(Node a) { return squash(1 / (1 + Math.exp(-a.value)), a); }

    static void backward(Node result) {
        result.gradient = 1;
        for (Node x : ORDER.reversed())
            for (int i = 0; i < x.madeOf.length; i++) x.madeOf[i].gradient += x.gradient * x.slopes[i];
    }

    public static void main(String[] args) {
        Node w = number(0.5), x = number(3), b = number(-1), y = number(1);
        Node e = subtract(sigmoid(add(multiply(w, x), b)), y), loss = multiply(e, e);
        backward(loss);
        System.out.printf("loss %s, w %s, x %s, b %s%n", loss.value, w.gradient, x.gradient, b.gradient);
    }
}
