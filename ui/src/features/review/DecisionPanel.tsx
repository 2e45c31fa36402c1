/** What becomes of the unit: public, family, research, refused; or on hold until it is known. The program says what is possible. */
import { Button } from '@mantine/core';
import { IconBan, IconHandStop, IconHome, IconMicroscope, IconRosetteDiscountCheck, IconSignature, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReviewView } from '@/api';
import { blockerProblem, Din, Facts, Panel, problemText, TimeText, useCan, useOpen, useTexts, useWord } from '@/shared';
import { Choice } from './Choice';
import { HoldDialog } from './HoldDialog';
import { RejectDialog } from './RejectDialog';
import { ResearchDialog } from './ResearchDialog';
import classes from './Review.module.css';
import { SignDialog } from './SignDialog';

type Dialog = 'review' | 'release' | 'hold' | 'reject' | 'research' | null;

const INVENTORIES = ['public', 'family'] as const;

export function DecisionPanel({ view }: { view: ReviewView }) {
  const t = useTexts('review');
  const word = useWord();
  const td = useTexts('dossier');
  const mayReview = useCan('review');
  const mayReject = useCan('reject');
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const { unit } = view;
  const ended = unit.rejection !== null || unit.research !== null;
  const own = unit.row.inventory;
  const firstStop = view.blockers[0];
  const researchStop = view.research_blockers[0];
  return (
    <aside className={classes.aside}>
      <Panel title={t('decide.title')}>
        <div className={classes.decide}>
          <Din din={unit.row.din} check={unit.row.check_character} />
          {INVENTORIES.map((inventory) => (
            <Choice
              key={inventory}
              name={word('Inventory', inventory)}
              icon={inventory === 'public' ? IconUsersGroup : IconHome}
              possible={inventory === own && !firstStop}
              says={inventory !== own ? t('decide.other_inventory', { inventory: word('Inventory', own) })
                : firstStop ? t('decide.stopped', { count: view.blockers.length }) : t('decide.open')}
              testId={`decide-${inventory}`}
            >
              {inventory === own ? <Banking view={view} onSign={setDialog} /> : null}
            </Choice>
          ))}
          <Choice
            name={t('decide.research')}
            icon={IconMicroscope}
            possible={view.research_blockers.length === 0}
            says={unit.research ? t('research.done') : researchStop ? problemText(blockerProblem(researchStop, { results: unit.results, steps: unit.steps }, td)) : t('decide.research_open')}
            testId="decide-research"
          >
            {mayReview && !ended ? (
              <Button variant="outline" color="violet.8" leftSection={<IconMicroscope size={20} />} disabled={!view.can_research} onClick={() => setDialog('research')} aria-haspopup="dialog" data-testid="review-research">
                {t('decide.research_sign')}
              </Button>
            ) : null}
          </Choice>
          <Choice name={t('decide.discard')} icon={IconBan} possible={unit.rejection === null} says={unit.rejection ? t('decide.discarded') : t('decide.discard_open')} testId="decide-discard">
            {mayReject && unit.rejection === null ? (
              <Button variant="outline" color="red.9" leftSection={<IconBan size={20} />} onClick={() => setDialog('reject')} aria-haspopup="dialog" data-testid="review-reject">{t('decide.reject')}</Button>
            ) : null}
          </Choice>
          {mayReview && !ended ? (
            <Button variant="default" leftSection={<IconHandStop size={20} />} onClick={() => setDialog('hold')} aria-haspopup="dialog" data-testid="review-hold">{t('decide.hold')}</Button>
          ) : null}
          <div className={classes.digest}>
            <Facts items={[[t('decide.digest'), <code key="d" className={classes.code} title={view.digest} data-testid="review-digest">{view.digest.slice(0, 16)}</code>], [t('decide.signer'), view.signer]]} />
          </div>
        </div>
      </Panel>
      {dialog === 'review' || dialog === 'release' ? <SignDialog view={view} meaning={dialog} onClose={close} /> : null}
      {dialog === 'hold' ? <HoldDialog unit={unit.row} onClose={close} /> : null}
      {dialog === 'research' ? <ResearchDialog view={view} onClose={close} /> : null}
      {dialog === 'reject' ? <RejectDialog unit={unit.row} digest={unit.rejection_digest} signer={view.signer} onClose={close} /> : null}
    </aside>
  );
}

/** The two signatures that bring it into its inventory, and the certificate after them. */
function Banking({ view, onSign }: { view: ReviewView; onSign: (dialog: Dialog) => void }) {
  const t = useTexts('review');
  const word = useWord();
  const open = useOpen();
  const mayReview = useCan('review');
  const mayRelease = useCan('release');
  const { unit } = view;
  const valid = unit.signatures.filter(({ voided }) => !voided);
  const released = valid.some(({ meaning }) => meaning === 'release');
  const reviewed = valid.some(({ meaning }) => meaning === 'review');
  const shown = valid.filter(({ meaning }) => meaning === 'review' || meaning === 'release');
  return (
    <>
      {shown.map((signature) => (
        <div key={`${signature.meaning} ${signature.at_ms}`} className={classes.signed} data-testid={`review-signed-${signature.meaning}`}>
          <IconSignature size={22} aria-hidden />
          <div><strong>{word('Meaning', signature.meaning)}</strong> · {signature.name}<br /><TimeText ms={signature.at_ms} /></div>
        </div>
      ))}
      {mayReview && !reviewed && !released ? (
        <Button leftSection={<IconSignature size={20} />} disabled={!view.can_review} onClick={() => onSign('review')} aria-haspopup="dialog" data-testid="submit-review-sign">
          {t('decide.review')}
        </Button>
      ) : null}
      {mayRelease && !released ? (
        <Button leftSection={<IconRosetteDiscountCheck size={20} />} disabled={!view.can_release} color="good" onClick={() => onSign('release')} aria-haspopup="dialog" data-testid="submit-release-sign">
          {t('decide.release')}
        </Button>
      ) : null}
      {mayRelease && !released && !view.can_release ? <p className={classes.quiet}>{reviewed ? t('decide.release_not_now') : t('decide.release_after_review')}</p> : null}
      {mayRelease && released ? (
        <Button variant="light" onClick={() => open.screen('release', unit.row.donation)} data-testid="review-certificate">{t('decide.certificate')}</Button>
      ) : null}
    </>
  );
}
