/** Parts are made, several alike at once, each with a number and, where a box is given, a cell of its own. */
import { useAct, type PartContainer, type PartKind, type PartSource, type PartsView, type VolumeUnit } from '@/api';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio, FieldSelect } from '../form/choices';
import { Buttons, FieldRow } from '../form/layout';
import { FieldDateTime } from '../form/moments';
import { FieldNumber, FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useTexts, useWord } from '../i18n';
import { EMPTY_PLACE, PlaceFields } from './PlaceFields';
import { two } from './words';

const CONTAINERS: PartContainer[] = ['tube', 'vial', 'segment', 'compartment', 'bottle', 'bag'];
const UNITS: VolumeUnit[] = ['ml', 'ul'];
const WITH_DNA = new Set<PartKind>(['dna', 'maternal_dna']);

export function MakeForm({ view, kind: proposed, onDone }: { view: PartsView; kind?: PartKind; onDone: () => void }) {
  const t = useTexts('samples');
  const word = useWord();
  const act = useAct('part.make');
  const usual = (kind: PartKind) => view.kinds.find((one) => one.kind === kind);
  /** What it may be made of, of parts those that still hold something. */
  const parents = (kind: PartKind) => {
    const known = usual(kind);
    const parts = view.parts.filter((part) => known?.parts.includes(part.kind) && !['discarded', 'used_up', 'voided', 'attached'].includes(part.state));
    const roots = view.roots.filter(({ source }) => known?.roots.includes(source));
    const all = [
      ...parts.map((part) => ({ value: part.part, label: `${two(part.number)} ${word('PartKind', part.kind)} · ${part.left} ${word('VolumeUnit', part.unit)}` })),
      ...roots.map(({ source, left_ml: left }) => ({ value: `root:${source}`, label: left === null ? word('PartSource', source) : `${word('PartSource', source)} · ${left} mL` })),
    ];
    return all.toSorted((one, other) => Number(other.value.startsWith('root:')) - Number(one.value.startsWith('root:')));
  };
  const first = proposed ?? 'plasma';
  const initial = {
    kind: first as PartKind | null, parent: (parents(first)[0]?.value ?? null) as string | null, container: (usual(first)?.container ?? null) as PartContainer | null,
    count: '1', volume: '', unit: (usual(first)?.unit ?? 'ml') as VolumeUnit | null, taken: '', made_ms: null as number | null, mass_ug: '', concentration: '', compartment: '', note: '', ...EMPTY_PLACE,
  };
  const { values, set, bind, reset } = useFields(initial);
  const kind = values.kind ?? first;
  const choose = (next: PartKind) => {
    const known = usual(next);
    reset({ ...values, kind: next, parent: parents(next)[0]?.value ?? null, container: known?.container ?? null, unit: known?.unit ?? 'ml' });
  };
  const submit = () => {
    const { parent, device, rack, box_code, cell } = values;
    const root = parent?.startsWith('root:') ? (parent.slice('root:'.length) as PartSource) : null;
    act.mutate(
      {
        donation: view.donation, kind, container: values.container, source: root ?? 'part', parent: root === null ? parent : null, count: values.count, volume: values.volume,
        unit: values.unit ?? 'ml', taken: values.taken, made_ms: values.made_ms, mass_ug: values.mass_ug, concentration: values.concentration, compartment: kind === 'compartment' ? values.compartment : '', note: values.note,
        place: [device, rack, box_code, cell].every((text) => text.trim() === '') ? null : { device, rack, box_code, cell },
      },
      { onSuccess: onDone },
    );
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldRow>
        <FieldSelect {...bind('kind')} onChange={choose} options={view.kinds.map(({ kind: value }) => ({ value, label: word('PartKind', value) }))} required />
        <FieldSelect {...bind('parent')} options={parents(kind)} required />
      </FieldRow>
      <FieldRow>
        <FieldNumber {...bind('count')} description={t('make.count_hint', { number: two(view.next_number) })} required autoFocus />
        <FieldNumber {...bind('volume')} description={t('make.volume_hint')} required />
        <FieldRadio {...bind('unit')} options={UNITS.map((value) => ({ value, label: word('VolumeUnit', value) }))} />
      </FieldRow>
      <FieldRow>
        <FieldSelect {...bind('container')} options={CONTAINERS.map((value) => ({ value, label: word('PartContainer', value) }))} />
        <FieldNumber {...bind('taken')} description={t('make.taken_hint')} />
        <FieldDateTime {...bind('made_ms')} description={t('make.when_hint')} />
      </FieldRow>
      {WITH_DNA.has(kind) ? (
        <FieldRow>
          <FieldNumber {...bind('mass_ug')} />
          <FieldNumber {...bind('concentration')} />
        </FieldRow>
      ) : null}
      {kind === 'compartment' ? <FieldNumber {...bind('compartment')} description={t('make.compartment_hint')} /> : <PlaceFields devices={view.devices} bind={bind} set={set} hint={t('make.place_hint')} />}
      <FieldText {...bind('note')} maxLength={200} />
      <Buttons><SubmitButton command="part.make" act={act} disabled={values.parent === null}>{t('make.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
