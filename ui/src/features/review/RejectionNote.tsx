/** That the unit was rejected: why, by whom, when. */
import { IconBan } from '@tabler/icons-react';
import type { RejectionView } from '@/api';
import { pick, TimeText, useTexts } from '@/shared';
import { REJECTION_REASONS } from './reasons';
import classes from './Review.module.css';

export function RejectionNote({ rejection }: { rejection: RejectionView }) {
  const t = useTexts('review');
  const reason = REJECTION_REASONS.find(({ code }) => code === rejection.reason);
  return (
    <div className={classes.rejected} role="note" data-testid="review-rejected">
      <IconBan size={26} aria-hidden />
      <div>
        <strong>{t('rejected.title', { reason: reason ? pick(reason) : rejection.reason })}</strong>
        {rejection.note ? <div>{rejection.note}</div> : null}
        <div>{rejection.second === null ? rejection.by : t('rejected.two', { by: rejection.by, second: rejection.second })} · <TimeText ms={rejection.at_ms} /></div>
      </div>
    </div>
  );
}
