/** Fields of the editor: each one writes a part of the text, and shows what the program says of that part. */
import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { createContext, useContext, useState } from 'react';
import type { ProcedureFault } from '@/api';
import { problemText, useTexts } from '@/shared';
import classes from './Editor.module.css';
import { textOf, withField, type Part, type Words } from './sop';

/** What is said of the parts of the step in hand, by place within it. */
export const Said = createContext<(part: string) => string | undefined>(() => undefined);

export function saidOf(faults: readonly ProcedureFault[]): string | undefined {
  return faults.map(({ problem }) => problemText(problem)).join(' ') || undefined;
}

interface Field {
  part: Part;
  name: string;
  /** Place of the part within the step, such as `inputs.photo`. */
  at: string;
  onChange: (part: Part, name: string) => void;
}

const label = (name: string) => `sop.field.${name}`;

export function TextField({ part, name, at, onChange, mono, numeric, wanted }: Field & { mono?: boolean; numeric?: boolean; wanted?: boolean }) {
  const t = useTexts('admin');
  const said = useContext(Said);
  const place = at === '' ? name : `${at}.${name}`;
  return (
    <TextInput
      label={t(label(name))}
      value={textOf(part[name])}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(withField(part, name, text === '' && !wanted ? undefined : text), place);
      }}
      inputMode={numeric ? 'decimal' : undefined}
      error={said(place)}
      spellCheck={false}
      autoComplete="off"
      styles={mono ? { input: { fontFamily: 'var(--ck-mono)' } } : undefined}
      data-testid={`sop-${place}`}
    />
  );
}

/** What others name a step by: it counts once it is typed, so that no code which it passes through is taken for it. */
export function CodeField({ code, onCode }: { code: string; onCode: (code: string) => void }) {
  const t = useTexts('admin');
  const said = useContext(Said);
  const [typed, setTyped] = useState<string | null>(null);
  const apply = () => {
    setTyped(null);
    if (typed !== null && typed !== code) onCode(typed);
  };
  return (
    <TextInput
      label={t(label('code'))}
      value={typed ?? code}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && apply()}
      error={said('code')}
      spellCheck={false}
      autoComplete="off"
      styles={{ input: { fontFamily: 'var(--ck-mono)' } }}
      data-testid="sop-code"
    />
  );
}

/** Whole minutes, kilobytes or a place: a number in the text. What is no number stays as typed and is refused. */
export function CountField({ part, name, at, onChange }: Field) {
  const t = useTexts('admin');
  const said = useContext(Said);
  const place = at === '' ? name : `${at}.${name}`;
  return (
    <TextInput
      label={t(label(name))}
      value={textOf(part[name])}
      inputMode="numeric"
      onChange={(event) => {
        const text = event.currentTarget.value.trim();
        onChange(withField(part, name, text === '' ? undefined : /^\d{1,9}$/.test(text) ? Number(text) : text), place);
      }}
      error={said(place)}
      autoComplete="off"
      data-testid={`sop-${place}`}
    />
  );
}

export function ChoiceField({ part, name, at, onChange, values, usual, words, searchable }: Field & { values: { value: string; label: string }[]; usual?: string; words?: string; searchable?: boolean }) {
  const t = useTexts('admin');
  const said = useContext(Said);
  const place = at === '' ? name : `${at}.${name}`;
  const value = typeof part[name] === 'string' ? part[name] : (usual ?? null);
  return (
    <Select
      label={t(label(words ?? name))}
      data={values}
      value={value}
      onChange={(chosen) => onChange(withField(part, name, chosen === null || chosen === usual ? undefined : chosen), place)}
      clearable={usual === undefined}
      allowDeselect={usual === undefined}
      searchable={searchable}
      error={said(place)}
      data-testid={`sop-${place}`}
    />
  );
}

export function YesField({ part, name, at, onChange }: Field) {
  const t = useTexts('admin');
  const place = at === '' ? name : `${at}.${name}`;
  return (
    <Checkbox
      label={t(label(name))}
      checked={part[name] === true}
      onChange={(event) => onChange(withField(part, name, event.currentTarget.checked ? true : undefined), place)}
      data-testid={`sop-${place}`}
    />
  );
}

/** Chinese and English side by side. */
export function WordsField({ words, name, at, onChange, long }: { words: Words; name: string; at: string; onChange: (words: Words, place: string) => void; long?: boolean }) {
  const t = useTexts('admin');
  const said = useContext(Said);
  return (
    <div className={classes.pair}>
      {(['zh', 'en'] as const).map((language) => {
        const place = `${at === '' ? '' : `${at}.`}${language}`;
        const common = {
          label: t(`sop.in_${language}`, { what: t(label(name)) }), value: words[language], error: said(place), spellCheck: false, 'data-testid': `sop-${place}`,
          onChange: (event: { currentTarget: { value: string } }) => onChange({ ...words, [language]: event.currentTarget.value }, place),
        };
        return long
          ? <Textarea key={language} {...common} autosize minRows={2} maxRows={8} onKeyDown={(event) => event.stopPropagation()} />
          : <TextInput key={language} {...common} autoComplete="off" />;
      })}
    </div>
  );
}

/** One of the three things that departing can take. */
export function useDepartings(): { value: string; label: string }[] {
  const t = useTexts('admin');
  return ['stop', 'signed', 'noted'].map((value) => ({ value, label: t(`sop.departing.${value}`) }));
}

/** What is said of the part as a whole. */
export function Fault({ at }: { at: string }) {
  const said = useContext(Said)(at);
  return said ? <p className={classes.wrong} role="alert" data-testid={`sop-fault-${at}`}>{said}</p> : null;
}
