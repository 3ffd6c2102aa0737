import { z } from 'zod';
import { type AnyDetector, type FindingSpec, SEVERITIES } from '../kit/index.ts';
import { code, table } from './markdown.ts';
import { setTimeline } from './set-timeline.ts';
import type { Story } from './story.ts';
import { timeline } from './timeline.ts';

/** The generated part of a detector's guide: what it is, its findings, its settings and one story. */
export function detectorBlock(detector: AnyDetector, stories: readonly Story[], name?: string): string {
  return [
    facts(detector),
    `### Findings\n\n${findings(detector)}`,
    `### Settings\n\nUnder ${code(`detectors.${detector.id}`)} in ${code('homeport.yaml')}.\n\n${settings(detector)}`,
    example(detector, pick(stories, name)),
  ].join('\n\n');
}

/** The table of all detectors. */
export function detectorTable(detectors: readonly AnyDetector[]): string {
  return table(
    ['Detector', 'Judges', 'Severities', 'Needs', 'Can use', 'ATT&CK'],
    detectors.map((detector) => [
      `[${detector.title}](${detector.id}/README.md)<br>${code(detector.id)}`,
      detector.subject,
      severities(detector).join(', '),
      ...(detector.subject === 'worker' ? [words(detector.needs), words(detector.uses)] : ['–', '–']),
      detector.attack.map(technique).join(', '),
    ]),
  );
}

function facts(detector: AnyDetector): string {
  const rows = [
    ['Id', code(detector.id)],
    ['Judges', `each ${detector.subject}`],
    ['Severities', severities(detector).join(', ')],
    ['ATT&CK', detector.attack.map(technique).join(', ')],
  ];
  if (detector.subject === 'worker') {
    rows.push(['Needs', words(detector.needs)], ['Can use', words(detector.uses)]);
    rows.push(['Remembers', `${detector.retain.days} days`]);
  } else {
    rows.push(['Looks at', `${detector.window.days} days before and after`]);
  }
  return table([detector.title, ''], rows);
}

const findings = (detector: AnyDetector): string =>
  table(
    ['Finding', 'Severity', 'Family', 'Weight', 'Benign if'],
    (Object.entries(detector.findings) as [string, FindingSpec][]).map(([id, spec]) => [
      code(id),
      spec.deterministic ? `${spec.severity}, decides alone` : spec.severity,
      spec.family,
      String(spec.weight),
      spec.benignIf.join('<br>'),
    ]),
  );

function settings(detector: AnyDetector): string {
  const { properties = {} } = z.toJSONSchema(detector.Config, { io: 'input' });
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { description = '', default: value } = schema as z.core.JSONSchema.BaseSchema;
    const written = Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
    return [code(name), code(written ?? ''), description];
  });
  return table(['Setting', 'Default', 'What it does'], rows);
}

function example(detector: AnyDetector, story: Story): string {
  const source = `[${story.name}](stories/${story.name}.yaml)`;
  return [
    `### An example: ${story.title}`,
    ...(story.why ? [story.why] : []),
    detector.subject === 'worker' ? timeline(detector, story) : setTimeline(detector, story),
    `From ${source}, one of the stories that test this detector.`,
  ].join('\n\n');
}

function pick(stories: readonly Story[], name: string | undefined): Story {
  const story = stories.find((each) => (name ? each.name === name : each.expect.length > 0));
  if (!story) throw new Error(`there is no story ${name ?? 'that fires'}`);
  return story;
}

const severities = ({ findings }: AnyDetector): string[] =>
  SEVERITIES.filter((severity) => Object.values(findings).some((spec) => spec.severity === severity));

const words = (facts: readonly string[]): string => facts.join(', ') || '–';

const technique = (id: string): string =>
  `[${id}](https://attack.mitre.org/techniques/${id.replace('.', '/')}/)`;
