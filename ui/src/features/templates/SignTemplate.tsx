/** Signing: a version as it is shown, against what was in force when the dialog was opened; or going back. */
import { useState } from 'react';
import { useAct, type TemplateDetail, type TemplateVersionView } from '@/api';
import { FieldLongText, SignatureDialog, useSession, useTexts, useWord } from '@/shared';
import { Changes } from './Changes';
import { LabelPicture } from './LabelPicture';
import { inForce } from './TemplatePage';
import classes from './Templates.module.css';

const PICTURE_PX = 235;
/** Both are signed, whatever the signer reads. */
const LOCALES = ['zh-CN', 'en'] as const;

interface Props<V> {
  detail: TemplateDetail;
  version: V;
  onClose: () => void;
}

export function ApproveDialog({ detail, version, onClose }: Props<TemplateVersionView>) {
  const { operator } = useSession();
  const act = useAct('template.approve');
  const { template } = detail.summary;
  const digest = version.approval_digest ?? '';
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="template_approval"
      signer={operator.name}
      digest={digest}
      act={act}
      onSign={(credential) => act.mutate({ template, version: version.id, digest, ...credential }, { onSuccess: onClose })}
      what={<Shown detail={detail} version={version} />}
    />
  );
}

export function WithdrawDialog({ detail, version, onClose }: Props<TemplateVersionView | null>) {
  const t = useTexts('templates');
  const { operator } = useSession();
  const act = useAct('template.withdraw');
  const [reason, setReason] = useState('');
  const { template } = detail.summary;
  const digest = (version ? version.back_to_digest : detail.back_to_ours) ?? '';
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="template_withdrawal"
      signer={operator.name}
      digest={digest}
      act={act}
      ready={reason.trim() !== ''}
      onSign={(credential) => act.mutate({ template, back_to: version?.id ?? null, digest, reason, ...credential }, { onSuccess: onClose })}
      what={<Shown detail={detail} version={version} />}
    >
      <FieldLongText name="reason" label={t('withdraw_reason')} value={reason} onChange={setReason} maxLength={500} autoFocus required />
    </SignatureDialog>
  );
}

/** The label that will be printed, its digest, and what changes against what is in force. */
function Shown({ detail, version }: { detail: TemplateDetail; version: TemplateVersionView | null }) {
  const t = useTexts('templates');
  const word = useWord();
  const { template, version: current } = detail.summary;
  const content = version?.content ?? detail.ours;
  const number = (of: number) => (of === 0 ? t('ours') : t('version', { version: of }));
  return (
    <div className={classes.shown}>
      <div>
        <strong>{word('LabelTemplate', template)}</strong> · {t('sign.place', { from: number(current), to: number(version?.version ?? 0) })}
      </div>
      <div className={classes.both}>
        {LOCALES.map((locale) => <LabelPicture key={locale} template={template} content={content} width={PICTURE_PX} locale={locale} />)}
      </div>
      <div className={classes.quiet}>{t('facts.digest')}: <code>{(version?.content_digest ?? detail.ours_digest).slice(0, 16)}…</code></div>
      <Changes before={inForce(detail).content} after={content} />
    </div>
  );
}
