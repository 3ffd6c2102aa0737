import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSplitter } from './split.ts';

type Seen = { record?: string; rejected?: string; length?: number; offset: number; line: number };

function split(text: string | Buffer, { chunk = 1 << 20, maxBytes = 1 << 20 } = {}): Seen[] {
  const bytes = Buffer.from(text);
  const seen: Seen[] = [];
  const splitter = createSplitter({
    onRecord: (record, position) => seen.push({ record: record.toString(), ...position }),
    onReject: (rejected, prefix, position) => seen.push({ rejected, length: prefix.length, ...position }),
    maxBytes,
  });
  for (let at = 0; at < bytes.length; at += chunk) {
    const lent = Buffer.from(bytes.subarray(at, at + chunk));
    splitter.push(lent);
    lent.fill('?'); // readers use one buffer again and again
  }
  splitter.end();
  return seen;
}
const records = (text: string | Buffer): (string | undefined)[] => split(text).map(({ record }) => record);

describe('lines', () => {
  it('takes LF and CRLF, skips blank lines, keeps a last line without its end', () => {
    expect(split('{"a":1}\r\n\n \t\r\n{"b":2}\n{"c":')).toEqual([
      { record: '{"a":1}', offset: 0, line: 1 },
      { record: '{"b":2}', offset: 14, line: 4 },
      { record: '{"c":', offset: 22, line: 5 },
    ]);
    expect(records('one\r\ntwo words\nthree')).toEqual(['one', 'two words', 'three']);
  });

  it('skips byte order marks, at the start and where files were joined', () => {
    expect(records('\uFEFF{"a":1}\n\uFEFF{"b":2}\n')).toEqual(['{"a":1}', '{"b":2}']);
    expect(records('\uFEFF')).toEqual([]);
  });

  it('finds nothing in nothing', () => {
    for (const empty of ['', '\n', ' \r\n\t\n']) expect(split(empty)).toEqual([]);
  });

  it('takes text in brackets for text', () => {
    expect(records('[info] one\n[info] two\n')).toEqual(['[info] one', '[info] two']);
  });

  it('is not misled by a first line that breaks off', () => {
    const rest = ['{"b":1}', '{"c":2}'];
    for (const torn of ['{"a":1,"b', '{"a":{"b":1},', '"b":1}', '{"a":[']) {
      expect(records([torn, ...rest].join('\n'))).toEqual([torn, ...rest]);
    }
  });

  it('hands a live line on before the next one comes', () => {
    const seen: string[] = [];
    const splitter = createSplitter({ onRecord: (bytes) => seen.push(bytes.toString()), onReject: () => {} });
    splitter.push(Buffer.from('{"a":1}\n'));
    expect(seen).toEqual(['{"a":1}']);
  });
});

describe('documents', () => {
  const objects = [{ a: 'x}]"\\' }, { b: [{ c: 1 }, []], d: {} }, { e: '[{' }];
  const texts = objects.map((object) => JSON.stringify(object));
  const parsed = (text: string) => records(text).map((record) => JSON.parse(record!));

  it.each([
    ['an array', JSON.stringify(objects)],
    ['an indented array', JSON.stringify(objects, null, 2)],
    ['an array of one object a line', `[\n${texts.join(',\r\n')}\n]\n`],
    ['indented objects', objects.map((object) => JSON.stringify(object, null, 2)).join('\n')],
    [
      'a page',
      JSON.stringify({ next: 'https://example.com/?a="1"', count: 3, value: objects, more: { a: [{}] } }),
    ],
    ['an indented page', JSON.stringify({ Records: objects }, null, 4)],
    ['pages, one a line', texts.map((text) => `{"records":[${text}]}`).join('\n')],
    ['pages in an array', `[${texts.map((text) => `{"events": [ ${text} ], "b": []}`).join(',')}]`],
    ['an empty page before a full one', `{"events":[]}\n{"events":${JSON.stringify(objects)}}`],
  ])('finds the records of %s', (_, text) => expect(parsed(text)).toEqual(objects));

  it('takes one indented object for one record', () => {
    const object = { a: { b: [{ c: 1 }] }, events: [{ d: 1 }] };
    expect(parsed(JSON.stringify(object, null, 2))).toEqual([object]);
  });

  it('does not take lists of scalars, or lists beside objects, for pages', () => {
    for (const object of [{ events: ['a'] }, { actor: {}, events: [{ b: 1 }] }, { other: [{ a: 1 }] }]) {
      expect(parsed(`[${JSON.stringify(object)}]`)).toEqual([object]);
    }
  });

  it('finds nothing in an empty array', () => expect(split('[ ]')).toEqual([]));

  it('says where records begin', () => {
    expect(split('[\n  {\n"a":1},\n\n{"b":\n2}]')).toEqual([
      { record: '{\n"a":1}', offset: 4, line: 2 },
      { record: '{"b":\n2}', offset: 15, line: 5 },
    ]);
  });

  it('goes on behind an object that breaks off, and behind stray text', () => {
    expect(records('[{"a":1},\n{"b":"cut\n{"c":1},\n{"d":{"e":2\n{"f":3}]')).toEqual([
      '{"a":1}',
      '{"b":"cut',
      '{"c":1}',
      '{"d":{"e":2\n',
      '{"f":3}',
    ]);
    expect(records('[{"a":1}]\nsome text {\n{"b":2}')).toEqual(['{"a":1}', 'some text {', '{"b":2}']);
  });

  it('hands on an object that the end of the file cuts off', () => {
    expect(records('[{"a":1},{"b":{"c"')).toEqual(['{"a":1}', '{"b":{"c"']);
  });
});

describe('rejects', () => {
  it('refuses what is too long, without its bytes, and goes on', () => {
    const long = `{"a":"${'x'.repeat(5000)}"}`;
    for (const [text, offset, line] of [
      [`{"b":1}\n${long}\n{"c":1}`, 8, 2],
      [`[{"b":1},${long},{"c":1}]`, 9, 1],
    ] as const) {
      for (const chunk of [1, 700, 1 << 20]) {
        const seen = split(text, { maxBytes: 2000, chunk });
        expect(seen.map(({ record }) => record)).toEqual(['{"b":1}', undefined, '{"c":1}']);
        expect(seen[1]).toEqual({ rejected: 'too long', length: 1024, offset, line });
      }
    }
  });

  it('takes a record of exactly the limit', () => {
    expect(split(`${'x'.repeat(100)}\n${'y'.repeat(101)}`, { maxBytes: 100 })).toMatchObject([
      { record: 'x'.repeat(100) },
      { rejected: 'too long' },
    ]);
  });

  it('holds neither a 100 MB line nor 100 MB without any line', () => {
    const chunk = Buffer.alloc(1 << 20, 'x');
    for (const first of ['', '{"a":1}\n', '[{"a":"', '\n'.repeat(70_000)]) {
      const seen: string[] = [];
      const splitter = createSplitter({ onRecord: () => {}, onReject: (reason) => seen.push(reason) });
      splitter.push(Buffer.from(first));
      splitter.push(chunk);
      const before = process.memoryUsage().arrayBuffers;
      for (let i = 0; i < 100; i++) splitter.push(chunk);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 << 20);
      splitter.end();
      expect(seen).toEqual(['too long']);
    }
  });

  it('refuses binary records and keeps the others', () => {
    expect(split('one\nt\0o\nthree')).toMatchObject([
      { record: 'one' },
      { rejected: 'binary', length: 3, offset: 4, line: 2 },
      { record: 'three' },
    ]);
    expect(split(Buffer.from([0x1f, 0x8b, 8, 0, 0, 10, 0, 1]))).toMatchObject([
      { rejected: 'binary' },
      { rejected: 'binary' },
    ]);
  });
});

describe('any input', () => {
  const token = fc.constantFrom(
    ...['{', '}', '[', ']', '"', '\\', ',', ':', '\n', '\r\n', ' ', '\uFEFF', '\0', 'é', '1', 'text'],
    ...['{"a":1}', '{"events":[', '{"a":{"b":[1]}}', '"key"'],
  );
  const soup = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''));

  it('gives the same records however it is cut into chunks', () => {
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 9 }), (text, chunk) => {
        expect(split(text, { chunk })).toEqual(split(text));
      }),
    );
  });

  it('says of each record where it begins', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const bytes = Buffer.from(text);
        for (const { record, offset, line } of split(text)) {
          const before = bytes.subarray(0, offset);
          expect(before.filter((byte) => byte === 10).length + 1).toBe(line);
          if (record)
            expect(bytes.subarray(offset, offset + 3 + Buffer.byteLength(record)).toString()).toContain(
              record,
            );
        }
      }),
    );
  });

  it('loses no line', () => {
    const line = fc.string({ minLength: 1 }).filter((text) => /^[^\s[{\0][^\n\0]*[^\s\0]$/.test(text));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        expect(records(lines.join('\n'))).toEqual(lines);
      }),
    );
  });

  it('loses no object of an array', () => {
    const array = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 8 });
    fc.assert(
      fc.property(array, fc.nat({ max: 3 }), (objects, indent) => {
        const plain = objects.filter((object) => !('data' in object || 'value' in object));
        // JSON has no -0.
        const written = JSON.parse(JSON.stringify(plain));
        expect(records(JSON.stringify(plain, null, indent)).map((text) => JSON.parse(text!))).toEqual(
          written,
        );
      }),
    );
  });
});
