/** What can be decided now: sign the review, sign the release, hold, reject. The program says what is possible. */
import { Button } from '@mantine/core';
import { IconBan, IconHandStop, IconRosetteDiscountCheck, IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReviewView } from '@/api';
import { Din, Facts, Panel, TimeText, useCan, useOpen, useTexts, useWord } from '@/shared';
import { HoldDialog } from './HoldDialog';
import { RejectDialog } from './RejectDialog';
import classes from './Review.module.css';
import { SignDialog } from './SignDialog';

type Dialog = 'review' | 'release' | 'hold' | 'reject' | null;

export function DecisionPanel({ view }: { view: ReviewView }) {
  const t = useTexts('review');
  const word = useWord();
  const open = useOpen();
  const mayReview = useCan('review');
  const mayRelease = useCan('release');
  const mayReject = useCan('reject');
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const { unit } = view;
  const valid = unit.signatures.filter(({ voided }) => !voided);
  const released = valid.some(({ meaning }) => meaning === 'release');
  const reviewed = valid.some(({ meaning }) => meaning === 'review');
  return (
    <aside className={classes.aside}>
      <Panel title={t('decide.title')}>
        <div className={classes.decide}>
          <Din din={unit.row.din} check={unit.row.check_character} />
          {valid.map((signature) => (
            <div key={`${signature.meaning} ${signature.at_ms}`} className={classes.signed} data-testid={`review-signed-${signature.meaning}`}>
              <IconSignature size={22} aria-hidden />
              <div><strong>{word('Meaning', signature.meaning)}</strong> · {signature.name}<br /><TimeText ms={signature.at_ms} /></div>
            </div>
          ))}
          {mayReview && !reviewed && !released ? (
            <Button leftSection={<IconSignature size={20} />} disabled={!view.can_review} onClick={() => setDialog('review')} data-testid="submit-review-sign">
              {t('decide.review')}
            </Button>
          ) : null}
          {mayRelease && !released ? (
            <Button leftSection={<IconRosetteDiscountCheck size={20} />} disabled={!view.can_release} color="good" onClick={() => setDialog('release')} data-testid="submit-release-sign">
              {t('decide.release')}
            </Button>
          ) : null}
          {mayRelease && !released && !view.can_release ? <p className={classes.quiet}>{reviewed ? t('decide.release_not_now') : t('decide.release_after_review')}</p> : null}
          {mayRelease && released ? (
            <Button variant="light" onClick={() => open.screen('release', unit.row.donation)} data-testid="review-certificate">{t('decide.certificate')}</Button>
          ) : null}
          <div className={classes.digest}>
            <Facts items={[[t('decide.digest'), <code key="d" className={classes.code} title={view.digest} data-testid="review-digest">{view.digest.slice(0, 16)}</code>], [t('decide.signer'), view.signer]]} />
          </div>
          <div className={classes.lesser}>
            {mayReview ? (
              <Button variant="default" leftSection={<IconHandStop size={20} />} onClick={() => setDialog('hold')} data-testid="review-hold">{t('decide.hold')}</Button>
            ) : null}
            {mayReject && unit.rejection === null ? (
              <Button variant="outline" color="red" leftSection={<IconBan size={20} />} onClick={() => setDialog('reject')} data-testid="review-reject">{t('decide.reject')}</Button>
            ) : null}
          </div>
        </div>
      </Panel>
      {dialog === 'review' || dialog === 'release' ? <SignDialog view={view} meaning={dialog} onClose={close} /> : null}
      {dialog === 'hold' ? <HoldDialog unit={unit.row} onClose={close} /> : null}
      {dialog === 'reject' ? <RejectDialog unit={unit.row} digest={unit.rejection_digest} signer={view.signer} onClose={close} /> : null}
    </aside>
  );
}
