/** Both languages have the same keys and the same placeholders, everywhere. */
import { describe, expect, it } from 'vitest';

type Tree = { [key: string]: string | Tree };
const FILES = import.meta.glob<Tree>(['../../**/locales/*.json', '../../../../assets/texts/*.json'], { eager: true, import: 'default' });
const FOLDERS = [...new Set(Object.keys(FILES).map((path) => path.slice(0, path.lastIndexOf('/'))))];

function flat(tree: Tree, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].toSorted().join(' ');

/** Chinese has no plural: a pair `_one`, `_other` counts as one key there or may be repeated. */
describe.each(FOLDERS)('%s', (folder) => {
  const zh = new Map(flat(FILES[`${folder}/zh-CN.json`] ?? {}));
  const en = new Map(flat(FILES[`${folder}/en.json`] ?? {}));

  it('has the same keys', () => expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted()));

  it('has the same placeholders', () => {
    const differing = [...zh].filter(([key, text]) => placeholders(text) !== placeholders(en.get(key) ?? ''));
    expect(differing).toEqual([]);
  });

  it('has no empty text', () => expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([]));
});
