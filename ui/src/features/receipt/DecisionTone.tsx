/** A decision on arrival, or what the rules propose: colour + icon + word. */
import { IconAlertTriangle, IconBan, IconCircleCheck, type Icon } from '@tabler/icons-react';
import type { ReceiptDecision } from '@/api';
import { Tone, useTexts, useWord, type ToneName } from '@/shared';

const LOOK: Record<ReceiptDecision, [ToneName, Icon]> = {
  accept: ['green', IconCircleCheck],
  quarantine: ['orange', IconAlertTriangle],
  reject: ['red', IconBan],
};

export function DecisionTone({ decision, proposed }: { decision: ReceiptDecision; proposed: boolean }) {
  const word = useWord();
  const t = useTexts('receipt');
  const [tone, icon] = LOOK[decision];
  const text = word('ReceiptDecision', decision);
  return (
    <span data-testid="receipt-verdict" data-decision={decision} data-proposed={proposed}>
      <Tone tone={tone} icon={icon} solid={!proposed}>{proposed ? t('decide.proposal_short', { decision: text }) : text}</Tone>
    </span>
  );
}
