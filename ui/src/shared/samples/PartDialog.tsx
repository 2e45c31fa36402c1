/** One part: what happened to it, and what can be done with it. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { PartEvent, PartsView, PartView } from '@/api';
import { TimeText } from '../display/TimeText';
import { useTexts, useWord } from '../i18n';
import { ScanBlock } from '../scan/ScanBlock';
import { useCan } from '../session/context';
import { CallOffLabelForm } from './CallOffLabelForm';
import { CorrectForm, CountForm, DiscardForm, VoidForm } from './endings';
import { ChangeForm, PlaceForm, UseForm } from './forms';
import { EventText } from './EventText';
import { PartTones } from './SampleTree';
import { SettleForm } from './SettleForm';
import classes from './Samples.module.css';
import { two } from './words';

type Deed = 'use' | 'place' | 'take_out' | 'separate' | 'correct' | 'count' | 'discard' | 'void' | 'renumber' | 'settle' | 'call_off_label';

interface Props {
  view: PartsView;
  part: PartView;
  onClose: () => void;
}

/** What may be tried with a part as it stands; the program judges it. */
function deeds(part: PartView, keep: boolean, end: boolean, reprint: boolean): Deed[] {
  if (part.state === 'voided') return [];
  if (part.state === 'discarded') return end ? [...(part.after_discard.length > 0 ? ['settle' as const] : []), 'correct'] : [];
  const attached = part.state === 'attached';
  const all: [Deed, boolean][] = [
    ['use', keep && !attached && part.state !== 'used_up'], ['place', keep && !attached], ['take_out', keep && part.place !== null], ['separate', keep && attached],
    ['correct', end], ['count', end], ['discard', end && !attached], ['void', end], ['renumber', end && part.twin],
    ['call_off_label', reprint && part.labels.length > 0],
  ];
  return all.filter(([, may]) => may).map(([deed]) => deed);
}

export function PartDialog({ view, part, onClose }: Props) {
  const t = useTexts('samples');
  const word = useWord();
  const keep = useCan('keep_sample');
  const end = useCan('end_sample');
  const reprint = useCan('reprint_label');
  const [deed, setDeed] = useState<Deed | null>(null);
  const done = () => setDeed(null);
  const form = { view, part, onDone: done };
  return (
    <Modal opened onClose={onClose} size="xl" title={`${two(part.number)} ${word('PartKind', part.kind)}${part.compartment === null ? '' : ` ${part.compartment}`}`}>
      <ScanBlock />
      <div className={classes.part} data-testid="sample-dialog">
        <p>
          <strong>{part.left}</strong> / {part.held} {word('VolumeUnit', part.unit)} · {word('PartContainer', part.container)} · <code>{part.code}</code>
          {part.note === '' ? null : ` · ${part.note}`}
        </p>
        <PartTones part={part} />
        <div className={classes.actions} role="group" aria-label={t('deeds')}>
          {deeds(part, keep, end, reprint).map((one) => (
            <Button key={one} variant={deed === one ? 'filled' : 'default'} color={one === 'discard' || one === 'void' ? 'red.9' : undefined} aria-pressed={deed === one} onClick={() => setDeed(one)} data-testid={`sample-${one}`}>
              {t(`deed.${one}`)}
            </Button>
          ))}
        </div>
        {deed === 'use' ? <UseForm {...form} /> : null}
        {deed === 'place' ? <PlaceForm {...form} /> : null}
        {deed === 'take_out' || deed === 'separate' || deed === 'renumber' ? <ChangeForm key={deed} deed={deed} {...form} /> : null}
        {deed === 'settle' ? <SettleForm {...form} /> : null}
        {deed === 'call_off_label' ? <CallOffLabelForm {...form} /> : null}
        {deed === 'correct' ? <CorrectForm {...form} /> : null}
        {deed === 'count' ? <CountForm {...form} /> : null}
        {deed === 'discard' ? <DiscardForm {...form} /> : null}
        {deed === 'void' ? <VoidForm {...form} /> : null}
        <table className={classes.table} data-testid="sample-events">
          <thead><tr><th>{t('event')}</th><th>{t('what')}</th><th>{t('reason')}</th><th>{t('by')}</th><th>{t('station')}</th></tr></thead>
          <tbody>{part.events.map((event) => <Event key={`${event.kind} ${event.id}`} part={part} event={event} />)}</tbody>
        </table>
      </div>
    </Modal>
  );
}

function Event({ part, event }: { part: PartView; event: PartEvent }) {
  const t = useTexts('samples');
  return (
    <tr data-testid={`sample-event-${event.kind.slice('part.'.length)}`}>
      <td>{t(`kind.${event.kind.slice('part.'.length)}`)}</td>
      <td><EventText event={event} unit={part.unit} /></td>
      <td>{event.reason}</td>
      <td>{[event.by, event.second].filter(Boolean).join(' + ')} <span className={classes.quiet}><TimeText ms={event.at_ms} /></span></td>
      <td>{event.station}</td>
    </tr>
  );
}
