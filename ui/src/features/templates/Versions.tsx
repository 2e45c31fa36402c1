/** The bank's own versions, the latest first: what each changes, who drew and who approved it; and ours to go back to. */
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCircleCheck, IconClock, IconHistory, IconPencil, IconSignature, IconStack2, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { TemplateDetail, TemplateVersionState, TemplateVersionView } from '@/api';
import { EmptyState, Facts, Panel, ProblemAlert, TimeText, Tone, useCan, useTexts, type ToneName } from '@/shared';
import { Changes } from './Changes';
import { LabelPicture } from './LabelPicture';
import { ApproveDialog, WithdrawDialog } from './SignTemplate';
import { inForce } from './TemplatePage';
import classes from './Templates.module.css';

const LOOK: Record<TemplateVersionState, [ToneName, Icon]> = {
  drawn: ['orange', IconClock],
  in_force: ['green', IconCircleCheck],
  former: ['grey', IconHistory],
};
const PICTURE_PX = 320;

type Sign = { what: 'approve'; version: TemplateVersionView } | { what: 'withdraw'; version: TemplateVersionView | null };

interface Props {
  detail: TemplateDetail;
  onEdit: (base: { content: string; digest: string }) => void;
}

export function Versions({ detail, onEdit }: Props) {
  const t = useTexts('templates');
  const may = useCan('approve_template');
  // What changes while the dialog is open is not what was read.
  const [sign, setSign] = useState<(Sign & { shown: TemplateDetail }) | null>(null);
  const open = (what: Sign) => setSign({ ...what, shown: detail });
  const close = () => setSign(null);
  const number = (version: number) => (version === 0 ? t('ours') : t('version', { version }));
  const { versions, withdrawals, contenders, back_to_ours: backToOurs } = detail;
  return (
    <div className={classes.versions}>
      {contenders.length > 0 ? (
        <div className={classes.contest} role="alert" data-testid="template-contested">
          <strong>{t('contested')}</strong>
          <p>{t('contested_text', { versions: contenders.map(number).join(' · '), version: number(detail.summary.version) })}</p>
        </div>
      ) : null}
      {versions.length === 0 ? <EmptyState icon={IconStack2} title={t('versions.none')} hint={t('versions.none_hint')} /> : null}
      {versions.map((version) => (
        <Version
          key={version.id}
          detail={detail}
          version={version}
          onEdit={() => onEdit({ content: version.content, digest: version.content_digest })}
          onApprove={may ? () => open({ what: 'approve', version }) : null}
          onBack={may ? () => open({ what: 'withdraw', version }) : null}
        />
      ))}
      {backToOurs && may ? (
        <Panel title={t('ours')} aside={<Button variant="default" leftSection={<IconArrowBackUp size={20} />} onClick={() => open({ what: 'withdraw', version: null })} aria-haspopup="dialog" data-testid="template-withdraw">{t('withdraw')}</Button>}>
          <p className={classes.quiet}>{t('ours_text')}</p>
        </Panel>
      ) : null}
      {withdrawals.length > 0 ? (
        <Panel title={t('withdrawals')}>
          <ul className={classes.withdrawals}>
            {withdrawals.map((one) => (
              <li key={`${one.at_ms} ${one.by}`}>
                <TimeText ms={one.at_ms} /> · {one.by} · {t('withdrawn', { from: number(one.version), to: number(one.back_to_version) })} · {one.reason}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {sign?.what === 'approve' ? <ApproveDialog detail={sign.shown} version={sign.version} onClose={close} /> : null}
      {sign?.what === 'withdraw' ? <WithdrawDialog detail={sign.shown} version={sign.version} onClose={close} /> : null}
    </div>
  );
}

interface VersionProps {
  detail: TemplateDetail;
  version: TemplateVersionView;
  onEdit: () => void;
  onApprove: (() => void) | null;
  onBack: (() => void) | null;
}

function Version({ detail, version, onEdit, onApprove, onBack }: VersionProps) {
  const t = useTexts('templates');
  const [tone, icon] = LOOK[version.state];
  const current = inForce(detail).content;
  return (
    <div data-testid={`version-${version.version}`} data-state={version.state}>
      <Panel
        title={<>{t('version', { version: version.version })} <Tone tone={tone} icon={icon}>{t(`state.${version.state}`)}</Tone></>}
        aside={
          <div className={classes.tools}>
            <Button variant="default" leftSection={<IconPencil size={20} />} onClick={onEdit} data-testid={`version-edit-${version.version}`}>{t('edit_from')}</Button>
            {onBack && version.back_to_digest ? <Button variant="default" leftSection={<IconArrowBackUp size={20} />} onClick={onBack} aria-haspopup="dialog" data-testid={`version-back-${version.version}`}>{t('back_to')}</Button> : null}
            {onApprove && version.approval_digest && !version.own && !version.back_to_digest
              ? <Button leftSection={<IconSignature size={20} />} onClick={onApprove} aria-haspopup="dialog" data-testid={`version-approve-${version.version}`}>{t('approve')}</Button>
              : null}
          </div>
        }
      >
        {version.problem ? <ProblemAlert problem={version.problem} /> : null}
        <div className={classes.version}>
          <LabelPicture template={detail.summary.template} content={version.content} width={PICTURE_PX} />
          <div>
            <Facts
              items={[
                [t('facts.drawn'), <span key="d">{version.drawn_by} · <TimeText ms={version.drawn_ms} /> · {version.station_name}</span>],
                [t('facts.reason'), version.reason],
                [t('facts.approved'), version.approved_by ? <span key="a">{version.approved_by} · <TimeText ms={version.approved_ms} /></span> : t('facts.nobody')],
                [t('facts.digest'), <code key="c" title={version.content_digest}>{version.content_digest.slice(0, 16)}…</code>],
              ]}
            />
            {version.own && version.state === 'drawn' ? <p className={classes.quiet} data-testid="version-own">{t('own')}</p> : null}
            {version.state === 'in_force' ? null : (
              <details className={classes.when}>
                <summary>{t('changes.title')}</summary>
                <Changes before={current} after={version.content} />
              </details>
            )}
          </div>
        </div>
      </Panel>
    </div>
  );
}
