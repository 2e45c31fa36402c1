/** That the unit is kept for research: why, by whom, when. */
import { IconMicroscope } from '@tabler/icons-react';
import type { ResearchView } from '@/api';
import { TimeText, useTexts } from '@/shared';
import classes from './Review.module.css';

export function ResearchNote({ research }: { research: ResearchView }) {
  const t = useTexts('review');
  return (
    <div className={`${classes.rejected} ${classes.research}`} role="note" data-testid="review-research-note">
      <IconMicroscope size={26} aria-hidden />
      <div>
        <strong>{t('research.done')}</strong>
        <div>{research.note}</div>
        <div>{research.by} · <TimeText ms={research.at_ms} /></div>
      </div>
    </div>
  );
}
