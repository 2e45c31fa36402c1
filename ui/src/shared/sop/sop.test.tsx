import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ProcedureChange } from '@/api';
import { i18n, setLocale, type Texts } from '@/shared';
import { renderWith } from '@/test/render';
import { ChangeList, describeStep, type Part } from '.';
import { changedLines } from './lines';

beforeEach(() => setLocale('en'));

const said = (before: string, after: string) => changedLines([...before], [...after], (one, other) => one === other).map(({ sign, of }) => sign + of).join(' ');

it.each([
  ['abc', 'abc', ''],
  ['abc', 'axc', '-b +x'],
  ['abc', 'acb', '-b +b'],
  ['aa', 'a', '-a'],
  ['', 'ab', '+a +b'],
  ['abcd', 'bcde', '-a +e'],
])('lines %s and %s differ in %s', (before, after, lines) => expect(said(before, after)).toBe(lines));

const YES = { code: 'yes', zh: '清', en: 'Clear' };
const NO = { code: 'no', zh: '未清', en: 'Not clear', verdict: 'fail' };
const step = (choices: Part[], more: Part = {}): Part => ({
  code: 'look', number: 3, title: { zh: '看', en: 'Look' }, inputs: [{ code: 'bench', zh: '台面', en: 'Bench', kind: { choice: choices }, ...more }],
});
const change = (before: Part, after: Part): ProcedureChange => ({
  kind: 'changed', number: 3, zh: '看', en: 'Look', before: JSON.stringify(before, null, 2), after: JSON.stringify(after, null, 2), before_picture: null, after_picture: null,
});
const list = (before: Part, after: Part) => renderWith({}, <ChangeList changes={[change(before, after)]} before={[before]} after={[after]} />);

describe('what changed', () => {
  it('shows codes that changed places', () => {
    list(step([YES, NO]), step([{ ...YES, code: 'no' }, { ...NO, code: 'yes' }]));
    const words = screen.getByTestId('procedure-change-words').textContent ?? '';
    expect(words).toContain('Clear [yes] / Not clear [no]');
    expect(words).toContain('Clear [no] / Not clear [yes]');
    expect(screen.getByTestId('procedure-change-data').children.length).toBeGreaterThan(0);
  });

  it('shows lines that changed places', () => {
    const inputs = (names: string[]) => ({ code: 'look', number: 3, title: { zh: '看', en: 'Look' }, inputs: names.map((name) => ({ code: name, zh: name, en: name, kind: 'text' })) });
    list(inputs(['one', 'two']), inputs(['two', 'one']));
    expect(screen.getByTestId('procedure-change-words').children).toHaveLength(2);
  });

  it('shows the data where the words are the same, and both texts whole where nothing tells them apart', () => {
    const { unmount } = list(step([YES]), { ...step([YES]), of_the_future: 7 });
    expect(screen.queryByTestId('procedure-change-words')).toBeNull();
    expect(screen.getByTestId('procedure-change-data').closest('details')?.open).toBe(true);
    expect(screen.getByTestId('procedure-change-data').textContent).toContain('of_the_future');
    unmount();
    list(step([YES]), step([YES]));
    expect(screen.getByTestId('procedure-change-data').children).toHaveLength(2 * JSON.stringify(step([YES]), null, 2).split('\n').length);
  });
});

describe('a choice that should not be', () => {
  const t: Texts = (key, params) => String(i18n.t(key, { ns: 'sop', ...params }));
  const text = (of: Part) => describeStep(of, { t, word: (_, value) => value, steps: [] }).find((one) => one.of === 'input')?.text;

  it('is refused in plain words', () => {
    expect(text(step([YES, NO], { outside: 'stop' }))).toBe('Choice · Clear / Not clear (Should not be) · where “Not clear” is chosen: it is refused');
    setLocale('zh-CN');
    expect(text(step([YES, NO], { outside: 'stop' }))).toContain('选“未清”时：不允许');
  });

  it('says nothing of what no choice is', () => {
    expect(text(step([YES], { outside: 'stop' }))).toBe('Choice · Clear');
    expect(text(step([YES, NO]))).toBe('Choice · Clear / Not clear (Should not be)');
  });
});
