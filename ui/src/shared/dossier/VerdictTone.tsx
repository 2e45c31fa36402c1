/** What a rule says, as colour + icon + word. */
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHistoryOff, IconInfoCircle, IconLockQuestion, type Icon } from '@tabler/icons-react';
import type { Verdict } from '@/api/gen/commands';
import { Tone, type ToneName } from '../display/Tone';
import { useWord } from '../i18n';

const LOOK: Record<Verdict, [ToneName, Icon]> = {
  pass: ['green', IconCircleCheck],
  warn: ['orange', IconAlertTriangle],
  fail: ['red', IconCircleX],
  info: ['grey', IconInfoCircle],
  unconfirmed: ['orange', IconLockQuestion],
  stale: ['red', IconHistoryOff],
};

export function VerdictTone({ verdict }: { verdict: Verdict }) {
  const word = useWord();
  const [tone, icon] = LOOK[verdict];
  return (
    <span data-verdict={verdict}>
      <Tone tone={tone} icon={icon} solid={verdict === 'fail'}>{word('Verdict', verdict)}</Tone>
    </span>
  );
}
