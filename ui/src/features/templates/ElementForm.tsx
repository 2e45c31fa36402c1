/** One element: its place in millimetres, its words in both languages, its type, and when it is there at all. */
import { Button, Menu, NumberInput, Select, TextInput } from '@mantine/core';
import { IconBraces, IconTrash } from '@tabler/icons-react';
import type { Problem } from '@/api';
import { Buttons, problemText, useTexts } from '@/shared';
import { placeOf, type Area, type Element } from './sheet';
import classes from './Templates.module.css';

interface Props {
  element: Element;
  faults: Problem[];
  placeholders: string[];
  onChange: (element: Element, part: string) => void;
  onRemove: () => void;
}

const CODES = ['label', 'blood_group', 'product', 'expiry', 'collection'];
const WHEN: Record<string, string[]> = { scheme: ['isbt128', 'local'], mode: ['live', 'demo'], product: ['licensed', 'local'], has: CODES };

export function ElementForm({ element, faults, placeholders, onChange, onRemove }: Props) {
  const t = useTexts('templates');
  const said = (part: string) => faults.filter(({ field }) => placeOf(field)?.part === part).map(problemText).join(' ') || undefined;
  const put = (name: string, value: unknown) => onChange({ ...element, [name]: value }, name);
  const number = (name: string, options: { step?: number; suffix?: string } = {}) => name in element || name === 'lines' ? (
    <NumberInput
      key={name}
      label={t(`part.${name}`)}
      value={typeof element[name] === 'number' ? element[name] : 1}
      onChange={(value) => typeof value === 'number' && put(name, value)}
      step={options.step ?? 0.5}
      decimalScale={2}
      suffix={options.suffix}
      error={said(name)}
      data-testid={`part-${name}`}
    />
  ) : null;
  const select = (name: string, values: string[], usual: string, words: string) => (
    <Select
      key={name}
      label={t(`part.${name}`)}
      data={values.map((value) => ({ value, label: t(`${words}.${value}`) }))}
      value={typeof element[name] === 'string' ? element[name] : usual}
      onChange={(value) => value !== null && put(name, value === usual && !(name in element) ? undefined : value)}
      allowDeselect={false}
      error={said(name)}
      data-testid={`part-${name}`}
    />
  );
  const { kind, area } = element;
  return (
    <div className={classes.form} data-testid="element-form">
      {said('') ? <p className={classes.wrong} role="alert">{said('')}</p> : null}
      <div className={classes.area}>
        {(['x', 'y', 'w', 'h'] as const).map((name, at) => (
          <NumberInput
            key={name}
            label={t(`part.${name}`)}
            value={area[at]}
            onChange={(value) => typeof value === 'number' && onChange({ ...element, area: area.map((old, i) => (i === at ? value : old)) as Area }, name)}
            step={0.5}
            decimalScale={2}
            suffix=" mm"
            error={said('area') !== undefined}
            data-testid={`part-${name}`}
          />
        ))}
      </div>
      {said('area') ? <p className={classes.wrong} role="alert" data-testid="fault-area">{said('area')}</p> : null}
      {kind === 'text' ? (['zh', 'en'] as const).map((name) => (
        <TextInput
          key={name}
          label={t(`part.${name}`)}
          value={String(element[name] ?? '')}
          onChange={(event) => put(name, event.currentTarget.value)}
          error={said(name)}
          rightSection={<Words names={placeholders} onChoose={(word) => put(name, `${String(element[name] ?? '')}{${word}}`)} />}
          data-testid={`part-${name}`}
        />
      )) : null}
      <div className={classes.fields}>
        {kind === 'text' ? [
          number('size', { suffix: ` ${t('points')}` }),
          number('size_min', { suffix: ` ${t('points')}` }),
          number('lines', { step: 1 }),
          select('style', ['regular', 'bold', 'mono'], 'regular', 'style'),
        ] : null}
        {kind === 'text' || kind === 'linear' ? select('align', kind === 'text' ? ['left', 'center', 'right'] : ['left', 'center'], kind === 'text' ? 'left' : 'center', 'align') : null}
        {kind === 'linear' || kind === 'matrix' ? select('code', CODES, 'label', 'code') : null}
        {kind === 'pair' ? [select('left', CODES, 'label', 'code'), select('right', CODES, 'blood_group', 'code'), number('split', { suffix: ' mm' })] : null}
        {kind === 'frame' ? number('thickness', { step: 0.05, suffix: ' mm' }) : null}
      </div>
      <Conditions element={element} placeholders={placeholders} error={said('when')} onChange={(next) => onChange(next, 'when')} />
      <Buttons>
        <Button variant="subtle" color="red" c="red.9" leftSection={<IconTrash size={20} />} onClick={onRemove} data-testid="element-remove">{t('remove')}</Button>
      </Buttons>
    </div>
  );
}

function Words({ names, onChoose }: { names: string[]; onChoose: (name: string) => void }) {
  const t = useTexts('templates');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={classes.words} aria-label={t('placeholder')} title={t('placeholder')}><IconBraces size={20} /></button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {names.map((name) => (
          <Menu.Item key={name} onClick={() => onChoose(name)}>{t(`word.${name}`)} <code>{`{${name}}`}</code></Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ConditionsProps {
  element: Element;
  placeholders: string[];
  error: string | undefined;
  onChange: (element: Element) => void;
}

function Conditions({ element, placeholders, error, onChange }: ConditionsProps) {
  const t = useTexts('templates');
  const { when = {} } = element;
  const put = (name: string, value: string | null) => {
    const { [name]: _, ...rest } = when;
    const next = value === null ? rest : { ...rest, [name]: value };
    onChange({ ...element, when: Object.keys(next).length > 0 ? next : undefined });
  };
  const choice = (name: string, data: { value: string; label: string }[]) => (
    <Select
      key={name}
      label={t(`when.${name}`)}
      placeholder={t('when.always')}
      data={data}
      value={when[name] ?? null}
      onChange={(value) => put(name, value)}
      clearable
      searchable={data.length > 8}
      data-testid={`when-${name}`}
    />
  );
  return (
    <details className={classes.when} open={Object.keys(when).length > 0}>
      <summary>{t('when.title')}</summary>
      <div className={classes.fields}>
        {Object.entries(WHEN).map(([name, values]) => choice(name, values.map((value) => ({ value, label: t(`${name === 'has' ? 'code' : `when_${name}`}.${value}`) }))))}
        {['filled', 'empty'].map((name) => choice(name, placeholders.map((value) => ({ value, label: t(`word.${value}`) }))))}
      </div>
      {error ? <p className={classes.wrong} role="alert">{error}</p> : null}
    </details>
  );
}
