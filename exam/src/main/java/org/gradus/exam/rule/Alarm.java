package org.gradus.exam.rule;

/// What a published rule says of a training.
///
/// @param tool whose rule it is, such as `AutoTrainer`
/// @param symptom what the tool calls it
/// @param cause the cause of ours that it stands for; empty when it stands for none
public record Alarm(String tool, String symptom, String cause) {}
