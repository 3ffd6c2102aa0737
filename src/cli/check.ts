import { type ConfigChoice, loadSetup } from '../app.ts';
import { formatProblem } from '../config/problem.ts';
import { colour, print, printJson, table } from './output.ts';

/** `homeport check`: reads the whole configuration and says what is wrong, missing or old. Broken settings throw. */
export async function check({ json }: { json?: boolean }, choice: ConfigChoice): Promise<number> {
  const { config, notes, gaps, directory, addressFacts } = await loadSetup(choice);
  const data = addressFacts.sources(Date.now());
  const workers = [...directory.workers()].length;
  if (json) {
    printJson({ dir: config.dir, notes, gaps, workers, data });
    return 0;
  }
  for (const note of notes) print(note);
  print(`${config.dir}: sound; ${workers} workers on the roster`);
  print(colour.bold('\nData behind places and networks'));
  print(
    table(
      ['data', 'date', 'age', 'confidence', 'licence', 'file'],
      data.map(({ name, date, ageDays, confidence, licence, file }) => [
        name,
        date,
        ageDays === undefined ? '' : `${ageDays} d`,
        String(confidence ?? ''),
        licence ?? '',
        file ?? 'embedded',
      ]),
    ),
  );
  if (gaps.length > 0) {
    print(colour.bold(`\nCannot be judged, or only in part (${gaps.length})`));
    for (const gap of gaps) print(`  ${formatProblem(gap)}`);
  }
  return 0;
}
