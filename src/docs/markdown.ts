/** A Markdown table; `|` and line ends inside cells are made harmless. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const code = (text: string): string => `\`${text}\``;

const BLOCK = /(<!-- begin generated(?:: ([a-z0-9-]+))? -->\n)[\s\S]*?(<!-- end generated -->)/;

/** A hand-written page with what stands between its two markers replaced; throws, naming the file, where it has none. */
export function withBlock(file: string, page: string, generate: (argument?: string) => string): string {
  if (!BLOCK.test(page)) {
    throw new Error(
      `${file}: put the lines <!-- begin generated --> and <!-- end generated --> where the block belongs`,
    );
  }
  return page.replace(
    BLOCK,
    (_, begin: string, argument: string | undefined, end: string) =>
      `${begin}\n${generate(argument)}\n\n${end}`,
  );
}
