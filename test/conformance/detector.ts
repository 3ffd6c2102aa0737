import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnyDetector, FindingSpec } from '../../src/kit/index.ts';
import { prejudgingWord } from '../support/words.ts';

/** What must hold of any detector's definition, before it has judged anything. */
export function describeDefinition(detector: AnyDetector): void {
  const findings: [string, FindingSpec][] = Object.entries(detector.findings);

  describe('definition', () => {
    it('is named, versioned and mapped to ATT&CK', () => {
      expect(detector.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(detector.version).toBeGreaterThanOrEqual(1);
      expect(detector.title.length).toBeGreaterThan(0);
      expect(detector.attack.length).toBeGreaterThan(0);
      for (const id of detector.attack) expect(id).toMatch(/^T\d{4}(\.\d{3})?$/);
    });

    it('works without configuration, explains every setting and refuses unknown ones', () => {
      expect(detector.Config.safeParse({}).error).toBeUndefined();
      expect(detector.Config.safeParse({ 'no-such-setting': 1 }).success).toBe(false);
      const { properties = {} } = z.toJSONSchema(detector.Config, { io: 'input' });
      for (const [name, setting] of Object.entries(properties)) {
        expect(setting, name).toMatchObject({ description: expect.stringMatching(/\.$/) });
      }
    });

    if (detector.subject === 'worker') {
      it('starts from an empty state', () => {
        expect(detector.State.safeParse({}).error).toBeUndefined();
        expect(detector.retain.days).toBeGreaterThan(0);
      });
    }

    it.each(findings)('%s says how much it weighs, when it is benign and what to do', (id, spec) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(spec.weight).toBeGreaterThan(0);
      expect(spec.weight).toBeLessThanOrEqual(1);
      expect(spec.benignIf.length).toBeGreaterThan(0);
      expect(spec.nextSteps.length).toBeGreaterThan(0);
      for (const text of [...spec.benignIf, ...spec.nextSteps]) {
        expect(text).toMatch(/^[A-Z].*[.?]$/);
        expect(prejudgingWord(text), text).toBeUndefined();
      }
    });
  });
}
