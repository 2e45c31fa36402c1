/** The samples and other parts of a unit: what each was made of, what is left, where it is; one of them is opened for all else. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconMapPin, IconPlus, IconPrinter, IconTestPipe2, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type PartsView, type PartState, type PartView } from '@/api';
import { EmptyState, Loaded, Panel } from '../display/States';
import { TimeText } from '../display/TimeText';
import { Tone, type ToneName } from '../display/Tone';
import { useHotkeys } from '../hooks/useHotkeys';
import { pick, useTexts, useWord } from '../i18n';
import { useCan } from '../session/context';
import { LabelForm } from './LabelForm';
import { MakeForm } from './MakeForm';
import { PartDialog } from './PartDialog';
import { ButtonDialog } from './ButtonDialog';
import { RootCount } from './RootCount';
import classes from './Samples.module.css';
import { placeText, two } from './words';

/** Kinds whose name says what they are in. */
const KIND_SAYS = new Set(['segment', 'compartment']);
const ENDED = new Set<PartState>(['discarded', 'voided']);
const TONES: Record<PartState, ToneName> = { at_hand: 'orange', stored: 'cyan', attached: 'blue', used_up: 'grey', discarded: 'grey', voided: 'grey' };

export function SampleTree({ donation, opened = null }: { donation: string; opened?: string | null }) {
  const query = useCommandQuery('part.list', { donation, din: null }, { keepPrevious: true });
  return <Loaded query={query}>{(view) => <Tree view={view} first={opened} />}</Loaded>;
}

function Tree({ view, first }: { view: PartsView; first: string | null }) {
  const t = useTexts('samples');
  const word = useWord();
  const mayKeep = useCan('keep_sample');
  const mayPrint = useCan('print_label');
  const mayEnd = useCan('end_sample');
  const [open, setOpen] = useState(first);
  const [chosen, setChosen] = useState<string[]>([]);
  useHotkeys({
    'alt+n': () => document.querySelector<HTMLElement>('[data-testid="samples-make"]')?.click(),
    'alt+p': () => document.querySelector<HTMLElement>('[data-testid="samples-print"]')?.click(),
  });
  const part = view.parts.find((one) => one.part === open);
  const toggle = (key: string) => setChosen((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key]));
  const wrong = view.agreeing.filter(({ differs }) => differs);
  return (
    <Panel
      title={t('title')}
      aside={
        <span className={classes.actions}>
          {mayPrint && chosen.length > 0 ? (
            <ButtonDialog title={t('label.title', { count: chosen.length })} testId="samples-print" icon={<IconPrinter size={20} />} variant="default" keys="Alt+P">
              {(close) => <LabelForm view={view} parts={chosen} onDone={() => { setChosen([]); close(); }} />}
            </ButtonDialog>
          ) : null}
          {mayKeep ? (
            <ButtonDialog title={t('make.title')} testId="samples-make" icon={<IconPlus size={20} />} keys="Alt+N">
              {(close) => <MakeForm view={view} onDone={close} />}
            </ButtonDialog>
          ) : null}
        </span>
      }
    >
      {view.number_lost ? <p className={classes.lost} role="alert" data-testid="samples-number-lost"><IconAlertTriangle size={20} aria-hidden /> {t('number_lost')}</p> : null}
      <ul className={classes.roots} data-testid="sample-roots">
        {view.roots.filter(({ held_ml: held }) => held !== null).map((root) => (
          <li key={root.source}>
            <strong>{word('PartSource', root.source)}</strong> {t('root', { held: root.held_ml, left: root.left_ml })}
            {root.overdrawn ? <Tone tone="red" icon={IconAlertTriangle}>{t('overdrawn')}</Tone> : null}
            {root.overdrawn && mayEnd ? <RootCount view={view} root={root} /> : null}
          </li>
        ))}
      </ul>
      {wrong.length > 0 || view.compartments_short_ml !== null ? (
        <ul className={classes.differences} data-testid="sample-differences">
          {wrong.map((one) => (
            <li key={`${one.step}-${one.input}`}>
              <IconAlertTriangle size={18} aria-hidden />{' '}
              {t('differs', { step: pick({ zh: one.step_zh, en: one.step_en }), input: pick(one), typed: [one.typed, one.unit].join(' ').trim(), found: [one.found, one.unit].join(' ').trim() })}
            </li>
          ))}
          {view.compartments_short_ml === null ? null : (
            <li><IconAlertTriangle size={18} aria-hidden /> {t('short', { short: view.compartments_short_ml, percent: view.tolerance_percent })}</li>
          )}
        </ul>
      ) : null}
      {view.parts.length === 0 ? <EmptyState icon={IconTestPipe2} title={t('none')} hint={mayKeep ? t('none_hint') : undefined} /> : (
        <table className={classes.table} data-testid="samples">
          <thead>
            <tr>
              {mayPrint ? <th aria-label={t('choose')} /> : null}
              <th>{t('number')}</th><th>{t('left')}</th><th>{t('state')}</th><th>{t('place')}</th><th>{t('made')}</th><th aria-label={t('open')} />
            </tr>
          </thead>
          <tbody>
            {view.parts.map((one) => (
              <tr key={one.part} data-testid={`sample-${one.number}`} data-state={one.state} data-quiet={ENDED.has(one.state) || one.state === 'used_up'} data-void={one.state === 'voided'}>
                {mayPrint ? (
                  <td>{ENDED.has(one.state) ? null : (
                    <input type="checkbox" checked={chosen.includes(one.part)} onChange={() => toggle(one.part)} aria-label={t('choose_one', { number: two(one.number) })} data-testid={`sample-choose-${one.number}`} />
                  )}</td>
                ) : null}
                <td style={{ paddingLeft: 10 + one.depth * 24 }}>
                  <strong className={classes.number}>{two(one.number)}</strong> {word('PartKind', one.kind)}
                  {one.compartment === null ? null : ` ${one.compartment}`}
                  <span className={classes.quiet}>{KIND_SAYS.has(one.kind) ? null : ` · ${word('PartContainer', one.container)}`}{one.parent_number === null ? '' : ` · ${t('of', { number: two(one.parent_number) })}`}</span>
                </td>
                <td className={classes.at}><strong>{one.left}</strong> / {one.held} {word('VolumeUnit', one.unit)}{one.concentration === null ? null : <span className={classes.quiet}> · {one.concentration} ng/µL</span>}</td>
                <td><PartTones part={one} /></td>
                <td>{one.place === null ? <span className={classes.quiet}>{one.state === 'attached' && view.bag_position !== null ? t('with_bag', { position: view.bag_position }) : '—'}</span> : <span className={classes.at}>{placeText(one.place)}</span>}</td>
                <td>{one.by} <span className={classes.quiet}><TimeText ms={one.made_ms} /></span></td>
                <td><Button variant="subtle" size="compact-md" onClick={() => setOpen(one.part)} aria-haspopup="dialog" data-testid={`sample-open-${one.number}`}>{t('open')}</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {part ? <PartDialog key={part.part} view={view} part={part} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

/** How a part stands, and what is wrong with it. */
export function PartTones({ part }: { part: PartView }) {
  const t = useTexts('samples');
  const word = useWord();
  const icon = part.state === 'discarded' ? IconTrash : part.state === 'stored' ? IconMapPin : IconTestPipe2;
  return (
    <span className={classes.tones}>
      <Tone tone={TONES[part.state]} icon={icon}>{word('PartState', part.state)}</Tone>
      {part.overdrawn ? <Tone tone="red" icon={IconAlertTriangle}>{t('overdrawn')}</Tone> : null}
      {part.twin ? <Tone tone="red" icon={IconAlertTriangle}>{t('twin')}</Tone> : null}
      {part.unlabelled === null ? null : <Tone tone="red" icon={IconAlertTriangle}>{t('unlabelled', { number: two(part.unlabelled) })}</Tone>}
      {part.contested ? <Tone tone="red" icon={IconAlertTriangle}>{t('contested')}</Tone> : null}
      {part.late ? <Tone tone="red" icon={IconAlertTriangle}>{t('late')}</Tone> : null}
      {part.after_discard.length > 0 ? <Tone tone="red" icon={IconAlertTriangle}>{t('after_discard')}</Tone> : null}
      {part.source_gone === null ? null : <Tone tone="red" icon={IconAlertTriangle}>{t('source_gone', { number: two(part.source_gone) })}</Tone>}
      {part.root_overdrawn === null ? null : <Tone tone="red" icon={IconAlertTriangle}>{t('root_overdrawn')}</Tone>}
      {part.label_shared ? <Tone tone="red" icon={IconAlertTriangle}>{t('label_shared')}</Tone> : null}
      {part.cell_with === null ? null : <Tone tone="red" icon={IconAlertTriangle}>{t('cell_with', { other: part.cell_with })}</Tone>}
    </span>
  );
}
