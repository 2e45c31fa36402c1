/** The steps of a draft: found by what they say, chosen, added, copied, moved and taken away by keys or buttons. */
import { Button, TextInput, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle, IconArrowDown, IconArrowUp, IconBarcode, IconCamera, IconClock, IconCopy, IconExternalLink, IconHandStop, IconPhoto, IconPlus, IconTrash, IconUsers, type Icon,
} from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ProcedureFault } from '@/api';
import { pick, useTexts } from '@/shared';
import classes from './Editor.module.css';
import { kindOf, listOf, partAt, partOf, textOf, withCopy, withMoved, withNewStep, withoutStep, type SopText, type StepText, type Words } from './sop';

interface Props {
  sop: SopText;
  chosen: number;
  faults: ProcedureFault[];
  onChoose: (index: number) => void;
  onChange: (sop: SopText) => void;
}

export function wordsOf(value: unknown): Words {
  const part = partOf(value);
  return { zh: textOf(part.zh), en: textOf(part.en) };
}

export function StepList({ sop, chosen, faults, onChoose, onChange }: Props) {
  const t = useTexts('admin');
  const [sought, setSought] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const { steps } = sop;
  const wanted = sought.trim().toLowerCase();
  const shown = steps.map((step, index) => ({ step, index })).filter(({ step }) => {
    const { zh, en } = wordsOf(step.title);
    return wanted === '' || `${step.number} ${step.code} ${zh} ${en}`.toLowerCase().includes(wanted);
  });
  const go = (index: number) => {
    onChoose(Math.max(0, Math.min(steps.length - 1, index)));
  };
  const add = () => {
    onChange(withNewStep(sop, steps.length === 0 ? -1 : chosen));
    setSought('');
    onChoose(steps.length === 0 ? 0 : chosen + 1);
  };
  const copy = () => {
    onChange(withCopy(sop, chosen));
    onChoose(chosen + 1);
  };
  const move = (by: -1 | 1) => {
    if (!steps[chosen + by]) return;
    onChange(withMoved(sop, chosen, by));
    onChoose(chosen + by);
  };
  const remove = () => {
    if (!steps[chosen]) return;
    onChange(withoutStep(sop, chosen));
    onChoose(Math.min(chosen, steps.length - 2));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = shown.findIndex(({ index }) => index === chosen);
    const near = (by: number) => shown[place + by]?.index;
    const act: Record<string, () => void> = event.altKey
      ? { ArrowUp: () => move(-1), ArrowDown: () => move(1) }
      : event.ctrlKey
        ? { d: copy }
        : {
          ArrowUp: () => go(near(-1) ?? chosen), ArrowDown: () => go(near(1) ?? chosen), Home: () => go(shown[0]?.index ?? 0),
          End: () => go(shown.at(-1)?.index ?? 0), Insert: add, Delete: remove,
        };
    const found = act[event.key];
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    found();
  };
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${chosen}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    if (list.current?.contains(document.activeElement)) row?.focus();
  }, [chosen, steps.length]);
  const tool = (name: string, Glyph: Icon, act: () => void, enabled = steps.length > 0) => (
    <Tooltip label={t(`sop.${name}_hint`)}>
      <Button variant="default" size="xs" px={8} onClick={act} disabled={!enabled} aria-label={t(`sop.${name}`)} data-testid={`step-tool-${name}`}><Glyph size={18} /></Button>
    </Tooltip>
  );
  return (
    <section className={classes.side} aria-label={t('sop.steps')}>
      <TextInput value={sought} onChange={(event) => setSought(event.currentTarget.value)} placeholder={t('sop.search')} aria-label={t('sop.search')} data-testid="step-search" />
      <div className={classes.tools}>
        {tool('add', IconPlus, add, true)}
        {tool('copy', IconCopy, copy)}
        {tool('up', IconArrowUp, () => move(-1), chosen > 0)}
        {tool('down', IconArrowDown, () => move(1), chosen < steps.length - 1)}
        {tool('remove', IconTrash, remove)}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the rows bubble to the list */}
      <div ref={list} className={classes.list} role="listbox" tabIndex={-1} aria-label={t('sop.steps')} onKeyDown={onKeyDown} data-testid="steps">
        {shown.map(({ step, index }) => (
          <button
            key={index}
            type="button"
            role="option"
            aria-selected={index === chosen}
            tabIndex={index === chosen ? 0 : -1}
            data-index={index}
            className={classes.row}
            onClick={() => onChoose(index)}
            data-testid={`step-row-${step.code}`}
          >
            <span className={classes.number}>{textOf(step.number)}</span>
            <span className={classes.title}>
              {pick(wordsOf(step.title)) || <em>{t('sop.untitled')}</em>}
              <code className={classes.code}>{textOf(step.code)}</code>
            </span>
            <Badges step={step} faults={faults.filter(({ at }) => partAt(at, step.code) !== null).length} />
          </button>
        ))}
      </div>
    </section>
  );
}

function Badges({ step, faults }: { step: StepText; faults: number }) {
  const t = useTexts('admin');
  const badge = (shown: boolean, name: string, Glyph: Icon) => (shown ? <Glyph key={name} size={15} aria-label={t(`sop.badge.${name}`)} title={t(`sop.badge.${name}`)} /> : null);
  const takes = new Set(listOf(step.inputs).map(kindOf));
  return (
    <span className={classes.badges}>
      {badge(step.stop === true, 'stop', IconHandStop)}
      {badge(typeof step.recorded_by === 'string', 'elsewhere', IconExternalLink)}
      {badge(step.needs_second === true, 'second', IconUsers)}
      {badge(listOf(step.scans).length > 0 || step.needs_equipment === true || step.needs_lot === true, 'scans', IconBarcode)}
      {badge(step.dwell !== undefined || listOf(step.timing).length > 0, 'time', IconClock)}
      {badge(takes.has('photo') || takes.has('file'), 'photo', IconCamera)}
      {badge(step.picture !== undefined, 'picture', IconPhoto)}
      {faults > 0 ? <strong className={classes.faulty} data-testid={`step-faults-${step.code}`}><IconAlertTriangle size={15} aria-hidden /> {faults}</strong> : null}
    </span>
  );
}
