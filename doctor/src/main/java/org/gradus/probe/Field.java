package org.gradus.probe;

/// What is measured of every layer; the name is the field's name in a run's frames.
///
/// Some follow from what is [measured][Measure] at every step anyway. The others would be expensive:
/// they are sampled at every fourth step, the first among them, and keep their value until the
/// next ([Vitals#EVERY]; [Vitals#SPARSE] in long trainings).
public enum Field {
    /// Root mean square, over samples and units, of the backward signal dL/dz of one sample.
    SIGNAL("signalRms"),
    /// Norm of the gradient of the mean loss by the weight, before clipping.
    GRADIENT("gradNorm"),
    /// Norm of the weight.
    WEIGHT("weightNorm"),
    /// Norm of the step's change of the weight over the norm of the weight.
    UPDATE("updateRatio"),
    /// Standard deviation of the activations over samples and units.
    DEVIATION("actStd"),
    /// Slope factor: root mean square of φ′ over the largest |φ′| there is; 1 for a linear layer.
    SLOPE("slopeFactor"),
    /// Share of pre-activations on the flat low side: |φ′| below 5 % of its largest, and z below 0.
    SATURATED_LOW("satLow"),
    /// Share of pre-activations on the flat high side: |φ′| below 5 % of its largest, and z above
    /// 0.
    SATURATED_HIGH("satHigh"),
    /// Share of pre-activations where φ′ is exactly 0.
    ZERO("zeroFrac"),
    /// Share of units whose φ′ has been exactly 0 on every sample of a window of steps.
    DEAD("deadFrac"),
    /// How alike the layer makes its inputs: the mean cosine between the activations of two
    /// samples.
    LIKENESS("likeness");

    private final String key;

    Field(String key) {
        this.key = key;
    }

    /// The field's name in files.
    public String key() {
        return key;
    }
}
