/** The operator's own drafts at this station: go on with one, or discard it. */
import { Button, Modal } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type DraftView } from '@/api';
import { Buttons, kilobytes, Panel, ProblemAlert, TimeText, useOpen, useTexts } from '@/shared';
import { DRAW_PREFIX } from './procedure';
import classes from './Procedures.module.css';

export function Drafts() {
  const t = useTexts('admin');
  const open = useOpen();
  const list = useCommandQuery('procedure.drafts', {});
  const [going, setGoing] = useState<DraftView | null>(null);
  const drafts = list.data?.drafts ?? [];
  if (list.error) return <ProblemAlert problem={list.error} />;
  if (drafts.length === 0) return null;
  return (
    <Panel title={t('drafts.title')}>
      <p className={classes.text}>{t('drafts.text')}</p>
      <ul className={classes.drafts} data-testid="procedure-drafts">
        {drafts.map((draft) => (
          <li key={draft.began_with} data-testid={`draft-${draft.code}-${draft.version}`}>
            <span>
              <strong>{t('procedures.draft')}</strong> <code>{draft.code} · {draft.version}</code>
              <span className={classes.quiet}>{t('drafts.began', { version: draft.began_version })} · {t('drafts.size', { kb: kilobytes(draft.bytes) })} · {t('drafts.saved')} <TimeText ms={draft.saved_ms} /></span>
            </span>
            <span className={classes.acts}>
              <Button variant="default" leftSection={<IconPencil size={20} />} onClick={() => open.screen('admin', `${DRAW_PREFIX}${draft.began_with}`)} data-testid={`draft-open-${draft.code}-${draft.version}`}>{t('drafts.open')}</Button>
              <Button variant="subtle" color="red" c="red.9" leftSection={<IconTrash size={20} />} onClick={() => setGoing(draft)} aria-haspopup="dialog" data-testid={`draft-discard-${draft.code}-${draft.version}`}>{t('drafts.discard')}</Button>
            </span>
          </li>
        ))}
      </ul>
      {going ? <DiscardDialog draft={going} onClose={() => setGoing(null)} /> : null}
    </Panel>
  );
}

function DiscardDialog({ draft, onClose }: { draft: DraftView; onClose: () => void }) {
  const t = useTexts('admin');
  const act = useAct('procedure.discard_draft');
  return (
    <Modal opened onClose={onClose} title={t('drafts.discard_title')}>
      <p>{t('drafts.discard_sure', { procedure: `${draft.code} · ${draft.version}` })}</p>
      <ProblemAlert problem={act.error} />
      <Buttons>
        <Button variant="default" onClick={onClose} data-autofocus data-testid="draft-stay">{t('drafts.stay')}</Button>
        <Button color="red.9" loading={act.isPending} onClick={() => act.mutate({ began_with: draft.began_with }, { onSuccess: onClose })} data-testid="draft-discard">{t('drafts.discard')}</Button>
      </Buttons>
    </Modal>
  );
}
