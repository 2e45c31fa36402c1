/** What was recorded of a sample, in a line. */
import type { PartEvent, VolumeUnit } from '@/api';
import { useTexts, useWord } from '../i18n';
import { placeText, two } from './words';

export function EventText({ event, unit }: { event: PartEvent; unit: VolumeUnit }) {
  const t = useTexts('samples');
  const word = useWord();
  const of = word('VolumeUnit', unit);
  const made = event.kind === 'part.made';
  const said = [
    event.what === null ? null : word('PartVolume', event.what),
    event.part_use === null ? null : word('PartUse', event.part_use),
    event.number === null ? null : made ? two(event.number) : t('was_number', { number: two(event.number) }),
    event.volume === null ? null : `${event.volume} ${of}`,
    event.place === null ? null : placeText(event.place),
    event.disposal === null ? null : word('Disposal', event.disposal),
    event.found === null ? null : word('PartPresence', event.found),
  ].filter((text) => text !== null);
  return <>{event.old === null ? null : <><s>{event.old} {of}</s> </>}{said.join(' · ')}</>;
}
