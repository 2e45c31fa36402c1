/** How a version stands. */
import { IconArrowBackUp, IconCalendarTime, IconCircleCheck, IconCircleX, IconEyeCheck, IconHistory, IconPlayerStop, type Icon } from '@tabler/icons-react';
import type { ProcedureState, ProcedureView } from '@/api';
import { Tone, useTexts, type ToneName } from '@/shared';

const LOOK: Record<ProcedureState, [ToneName, Icon]> = {
  not_approved: ['grey', IconCircleX],
  in_review: ['orange', IconEyeCheck],
  returned: ['red', IconArrowBackUp],
  scheduled: ['orange', IconCalendarTime],
  in_force: ['green', IconCircleCheck],
  superseded: ['grey', IconHistory],
  ended: ['grey', IconPlayerStop],
};

export function State({ version: { state } }: { version: ProcedureView }) {
  const t = useTexts('procedures');
  const [tone, icon] = LOOK[state];
  return <Tone tone={tone} icon={icon}>{t(`is.${state}`)}</Tone>;
}
