import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectors } from '../../detectors/index.ts';
import { exampleYaml, schemaJson } from '../config/example.ts';
import { SOURCES } from '../sources/index.ts';
import { detectorBlock, detectorTable } from './detector-page.ts';
import { withBlock } from './markdown.ts';
import { sourceTable } from './source-table.ts';
import { readStories } from './story.ts';

export interface GeneratedFile {
  /** Relative to the repository. */
  path: string;
  text: string;
}

/** Every file that is generated, whole or between two markers, as it should be. */
export function generatedFiles(root: string): GeneratedFile[] {
  const page = (path: string, generate: (argument?: string) => string): GeneratedFile => ({
    path,
    text: withBlock(path, readFileSync(join(root, path), 'utf8'), generate),
  });
  return [
    ...detectors.map((detector) =>
      page(join('detectors', detector.id, 'README.md'), (story) =>
        detectorBlock(detector, readStories(join(root, 'detectors', detector.id)), story),
      ),
    ),
    page('detectors/README.md', () => detectorTable(detectors)),
    page('docs/sources.md', () => sourceTable(SOURCES)),
    { path: 'config/homeport.example.yaml', text: exampleYaml(detectors) },
    { path: 'config/homeport.schema.json', text: schemaJson(detectors) },
  ];
}

/** The text of a file in the repository, or undefined where there is none. */
export function currentText(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
