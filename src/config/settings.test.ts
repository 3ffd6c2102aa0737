import { expect, it } from 'vitest';
import { resolveSettings, type SettingsData } from './settings.ts';

const data: SettingsData = {
  detectorSettings: {
    'fast-travel': { mode: 'on', config: { maxSpeedKmh: 900, minHours: 1 } },
    quiet: { mode: 'shadow', config: { level: 1 } },
  },
  overrides: [
    { worker: 'E1', detectors: { 'fast-travel': { config: { maxSpeedKmh: 500 } } } },
    {
      group: 'contractors',
      detectors: { 'fast-travel': { mode: 'off', config: { maxSpeedKmh: 700, minHours: 2 } } },
    },
  ],
};
const settings = resolveSettings(data);

it("lets a worker's settings win over the group's, and the group's over everybody's", () => {
  expect(settings.configFor('fast-travel', { id: 'E2' })).toEqual({ maxSpeedKmh: 900, minHours: 1 });
  expect(settings.configFor('fast-travel', { id: 'E2', group: 'contractors' })).toEqual({
    maxSpeedKmh: 700,
    minHours: 2,
  });
  expect(settings.configFor('fast-travel', { id: 'E1', group: 'contractors' })).toEqual({
    maxSpeedKmh: 500,
    minHours: 2,
  });
  expect(settings.configFor('fast-travel', { id: 'E1' })).toEqual({ maxSpeedKmh: 500, minHours: 1 });
});

it('overrides modes too, and has every unknown detector off', () => {
  expect(settings.mode('fast-travel')).toBe('on');
  expect(settings.mode('fast-travel', { id: 'E1', group: 'contractors' })).toBe('off');
  expect(settings.mode('quiet', { id: 'E1', group: 'contractors' })).toBe('shadow');
  expect(settings.mode('unheard-of')).toBe('off');
});

it('gives equal settings as one object', () => {
  const contractor = { id: 'E2', group: 'contractors' };
  expect(settings.configFor('fast-travel', contractor)).toBe(
    settings.configFor('fast-travel', { ...contractor, id: 'E3' }),
  );
  expect(settings.configFor('fast-travel', { id: 'E2', group: 'sales' })).toBe(
    data.detectorSettings['fast-travel']!.config,
  );
});

it('is made again from its own data, and another version from other data', () => {
  const again = resolveSettings(JSON.parse(JSON.stringify(settings.data)));
  expect(again.version).toBe(settings.version);
  expect(again.configFor('fast-travel', { id: 'E1' })).toEqual(
    settings.configFor('fast-travel', { id: 'E1' }),
  );
  expect(resolveSettings({ ...data, overrides: [] }).version).not.toBe(settings.version);
});
