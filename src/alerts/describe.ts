import type { AnyDetector } from '#kit';
import type { Alert } from './alert.ts';

/** What a finding says to a reader, in the words of its detector. */
export interface Description {
  title: string;
  /** ATT&CK technique ids. */
  attack: readonly string[];
  summary: string;
  evidence: unknown;
  benignIf: readonly string[];
  nextSteps: readonly string[];
}

/**
 * Looks an alert's words up in the detectors at hand. An alert of a detector that has since gone, or whose evidence
 * has changed its shape, is still shown: by its ids and as it was stored.
 */
export function describeAlert(alert: Alert, detectors: readonly AnyDetector[]): Description {
  const detector = detectors.find(({ id }) => id === alert.detector);
  const spec = detector?.findings[alert.finding];
  const evidence = spec?.Evidence.safeParse(alert.evidence);
  return {
    title: detector?.title ?? alert.detector,
    attack: detector?.attack ?? [],
    summary: evidence?.success ? spec!.summary(evidence.data) : `${alert.detector}: ${alert.finding}`,
    evidence: evidence?.success ? evidence.data : alert.evidence,
    benignIf: spec?.benignIf ?? [],
    nextSteps: spec?.nextSteps ?? [],
  };
}
