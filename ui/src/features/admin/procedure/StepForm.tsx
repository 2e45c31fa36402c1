/** Everything that one step says. */
import { Button, Checkbox, Group } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ProcedureFault, Role } from '@/api';
import { Panel, pick, useTexts, useWord } from '@/shared';
import classes from './Editor.module.css';
import { ChoiceField, CodeField, CountField, Fault, Said, saidOf, TextField, useDepartings, WordsField, YesField } from './fields';
import { InputForms } from './InputForms';
import { PictureForm } from './PictureForm';
import { wordsOf } from './StepList';
import { named, WhenForm } from './WhenForm';
import { isPart, listOf, partAt, replaced, stringsOf, textOf, withCode, withField, without, withPicture, type Part, type SopText, type StepText } from './sop';

interface Props {
  sop: SopText;
  index: number;
  step: StepText;
  faults: ProcedureFault[];
  /** `of` names what changes: steps of one field in a row are one step back. */
  onChange: (sop: SopText | ((sop: SopText) => SopText), of?: string) => void;
}

const ROLES: readonly Role[] = ['nurse', 'reception', 'processing', 'test_lab', 'storage', 'quality', 'manager', 'administrator', 'courier', 'medical_director', 'search_coordinator'];
const RECORDS = [
  'enrolment', 'consent', 'questionnaire', 'collection', 'cross_check', 'packing', 'receipt', 'receipt_decision', 'label_check', 'curve_review', 'results', 'storage', 'move', 'review', 'release', 'certificate',
];
const PLACES = ['tank', 'quarantine', 'permanent', 'room', 'room_a', 'room_b', 'room_c', 'room_d', 'room_unclassified'];
const FLAGS = ['needs_second', 'optional', 'parallel', 'stop', 'repeatable', 'needs_equipment', 'needs_lot'];

export function StepForm({ sop, index, step, faults, onChange }: Props) {
  const t = useTexts('admin');
  const word = useWord();
  const departings = useDepartings();
  const said = useMemo(() => (part: string) => saidOf(faults.filter(({ at }) => partAt(at, step.code) === part)), [faults, step.code]);
  const change = (next: Part, place?: string) => onChange({ ...sop, steps: replaced(sop.steps, index, next as StepText) }, place === undefined ? undefined : `${index} ${place}`);
  const put = (name: string, value: unknown, place: string = name) => change(withField(step, name, value), place);
  const field = { part: step, at: '', onChange: change };
  const earlier = sop.steps.slice(0, index);
  return (
    <Said.Provider value={said}>
      <Panel title={`${textOf(step.number)} · ${pick(wordsOf(step.title)) || t('sop.untitled')}`}>
        <div className={classes.form} data-testid="step-form">
          <Fault at="" />
          <div className={classes.fields}>
            <CodeField code={textOf(step.code)} onCode={(code) => onChange(withCode(sop, index, code))} />
            <CountField {...field} name="number" />
            <TextField {...field} name="purpose" mono />
          </div>
          <WordsField words={wordsOf(step.title)} name="title" at="title" onChange={(words, place) => put('title', words, place)} />
          <WordsField words={wordsOf(step.help)} name="help" at="help" long onChange={(words, place) => put('help', words, place)} />
          <PictureForm picture={isPart(step.picture) ? step.picture : null} onChange={(picture, place) => put('picture', picture ?? undefined, place)} onChosen={(data) => onChange((latest) => withPicture(latest, step.code, (was) => ({ zh: '', en: '', ...was, data })))} />
          <Checkbox.Group
            label={t('sop.field.who')}
            description={t('sop.who_hint')}
            value={stringsOf(step.who)}
            onChange={(roles) => put('who', roles.length === 0 ? undefined : roles)}
          >
            <Group gap="md" mt={6}>{ROLES.map((role) => <Checkbox key={role} value={role} label={word('Role', role)} data-testid={`sop-who.${role}`} />)}</Group>
          </Checkbox.Group>
          <ChoiceField {...field} name="recorded_by" values={RECORDS.map((value) => ({ value, label: t(`sop.record.${value}`) }))} searchable />
          <div className={classes.flags} role="group" aria-label={t('sop.flags')}>{FLAGS.map((name) => <YesField key={name} {...field} name={name} />)}</div>
          <InputForms inputs={listOf(step.inputs)} onChange={(inputs, place) => put('inputs', inputs.length === 0 ? undefined : inputs, place)} />
          <ScanForms scans={listOf(step.scans)} onChange={(scans, place) => put('scans', scans.length === 0 ? undefined : scans, place)} />
          <WhenForm when={isPart(step.when) ? step.when : null} earlier={earlier} onChange={(when) => put('when', when ?? undefined)} />
          <TimingForms timing={listOf(step.timing)} earlier={earlier} onChange={(timing, place) => put('timing', timing.length === 0 ? undefined : timing, place)} />
          <DwellForm dwell={isPart(step.dwell) ? step.dwell : null} onChange={(dwell, place) => put('dwell', dwell ?? undefined, place)} />
          <fieldset className={classes.group}>
            <legend>{t('sop.rules')}</legend>
            <div className={classes.fields}>
              <ChoiceField {...field} name="per" values={['unit', 'run'].map((value) => ({ value, label: t(`sop.per.${value}`) }))} usual="unit" />
              <ChoiceField {...field} name="skip" values={departings} usual="stop" />
              {step.repeatable === true ? null : <ChoiceField {...field} name="repeat" values={departings} usual="stop" />}
              <ChoiceField {...field} name="late_entry" values={departings} usual="signed" />
            </div>
          </fieldset>
        </div>
      </Panel>
    </Said.Provider>
  );
}

function ScanForms({ scans, onChange }: { scans: Part[]; onChange: (scans: Part[], place?: string) => void }) {
  const t = useTexts('admin');
  const word = useWord();
  return (
    <fieldset className={classes.group} data-testid="sop-scans">
      <legend>{t('sop.scans')}</legend>
      {scans.map((scan, index) => {
        const at = `scans.${textOf(scan.code)}`;
        const field = { part: scan, at, onChange: (next: Part, place: string) => onChange(replaced(scans, index, next), place) };
        return (
          <div key={index} className={classes.card} data-testid={`sop-scan-${index}`}>
            <div className={classes.fields}>
              <TextField {...field} name="code" mono wanted />
              <ChoiceField {...field} name="kind" words="scan_kind" usual="equipment" values={['equipment', 'lot', 'position'].map((value) => ({ value, label: t(`sop.scan_kind.${value}`) }))} />
              {scan.kind === 'position'
                ? <ChoiceField {...field} name="of" words="of_place" values={PLACES.map((value) => ({ value, label: word('PlaceKind', value) }))} />
                : <TextField {...field} name="of" mono />}
              <Button variant="subtle" color="red" c="red.9" size="xs" leftSection={<IconTrash size={18} />} onClick={() => onChange(without(scans, index))} data-testid={`sop-scan-remove-${index}`}>{t('sop.scan_remove')}</Button>
            </div>
            <WordsField words={wordsOf(scan)} name="label" at={at} onChange={(words, place) => field.onChange({ ...scan, ...words }, place)} />
            <Fault at={at} />
          </div>
        );
      })}
      <Button variant="light" size="xs" leftSection={<IconPlus size={18} />} onClick={() => onChange([...scans, { code: `scan-${scans.length + 1}`, zh: '', en: '', kind: 'equipment' }])} data-testid="sop-scan-add">{t('sop.scan_add')}</Button>
    </fieldset>
  );
}

function TimingForms({ timing, earlier, onChange }: { timing: Part[]; earlier: StepText[]; onChange: (timing: Part[], place?: string) => void }) {
  const t = useTexts('admin');
  const departings = useDepartings();
  return (
    <fieldset className={classes.group} data-testid="sop-timing">
      <legend>{t('sop.timing')}</legend>
      {timing.map((one, index) => {
        const field = { part: one, at: `timing.${index}`, onChange: (next: Part, place: string) => onChange(replaced(timing, index, next), place) };
        return (
          <div key={index} className={classes.fields}>
            <ChoiceField {...field} name="from" values={earlier.map(named)} usual="" searchable />
            <CountField {...field} name="not_before_min" />
            <CountField {...field} name="within_min" />
            <ChoiceField {...field} name="outside" values={departings} usual="stop" />
            <Button variant="subtle" color="red" c="red.9" size="xs" onClick={() => onChange(without(timing, index))} aria-label={t('sop.timing_remove')} data-testid={`sop-timing-remove-${index}`}><IconTrash size={18} /></Button>
          </div>
        );
      })}
      <Fault at="timing" />
      <Button variant="light" size="xs" leftSection={<IconPlus size={18} />} disabled={earlier.length === 0} onClick={() => onChange([...timing, { from: earlier.at(-1)?.code ?? '' }])} data-testid="sop-timing-add">{t('sop.timing_add')}</Button>
    </fieldset>
  );
}

function DwellForm({ dwell, onChange }: { dwell: Part | null; onChange: (dwell: Part | null, place?: string) => void }) {
  const t = useTexts('admin');
  const departings = useDepartings();
  const field = { part: dwell ?? {}, at: 'dwell', onChange };
  return (
    <fieldset className={classes.group} data-testid="sop-dwell">
      <legend>{t('sop.dwell')}</legend>
      <Checkbox label={t('sop.field.dwell')} checked={dwell !== null} onChange={(event) => onChange(event.currentTarget.checked ? { min_min: 10 } : null)} data-testid="sop-dwell-on" />
      {dwell === null ? null : (
        <div className={classes.fields}>
          <CountField {...field} name="min_min" />
          <CountField {...field} name="max_min" />
          <ChoiceField {...field} name="outside" values={departings} usual="stop" />
        </div>
      )}
      <Fault at="dwell" />
    </fieldset>
  );
}
