/** That the unit was rejected, in the words of the pick-list. */
import { IconBan } from '@tabler/icons-react';
import reasons from '@assets/picklists/rejection-reasons.json';
import type { RejectionView } from '@/api';
import { pick, TimeText, useTexts } from '@/shared';
import classes from './Unit.module.css';

export function Rejected({ rejection }: { rejection: RejectionView }) {
  const t = useTexts('unit');
  const reason = reasons.find(({ code }) => code === rejection.reason);
  return (
    <div className={classes.rejected} role="note" data-testid="unit-rejected">
      <IconBan size={26} aria-hidden />
      <div>
        <strong>{t('rejected', { reason: reason ? pick(reason) : rejection.reason })}</strong>
        {rejection.note ? <div>{rejection.note}</div> : null}
        <div>{rejection.second === null ? rejection.by : t('rejected_two', { by: rejection.by, second: rejection.second })} · <TimeText ms={rejection.at_ms} /></div>
      </div>
    </div>
  );
}
