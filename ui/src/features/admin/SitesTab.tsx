/** Sites of the bank. */
import { useAct, type BankOverview, type PersonalData, type SiteKind } from '@/api';
import { ActForm, Buttons, FieldRadio, FieldRow, FieldText, FormDialog, pick, SubmitButton, useCan, useFields, useTexts, useWord } from '@/shared';
import classes from './Section.module.css';
import { Section } from './Section';

export function SitesTab({ bank }: { bank: BankOverview }) {
  const t = useTexts('admin');
  const shared = useTexts();
  const word = useWord();
  const may = useCan('administer');
  return (
    <Section
      name="sites"
      label={t('tab.sites')}
      rows={bank.sites}
      rowKey={(site) => site.site}
      action={may ? <FormDialog title={t('sites.add')} testId="admin-add-site">{(close) => <AddSite onDone={close} />}</FormDialog> : null}
      columns={[
        { key: 'code', title: shared('fields.code'), width: '10ch', cell: (site) => <span className={classes.mono}>{site.code}</span> },
        { key: 'name', title: t('sites.name'), width: '2fr', cell: (site) => pick({ zh: site.name_zh, en: site.name_en }) },
        { key: 'kind', title: shared('fields.kind'), width: '1fr', cell: (site) => word('SiteKind', site.kind) },
        { key: 'personal', title: shared('fields.personal_data'), width: '1fr', cell: (site) => word('PersonalData', site.personal_data) },
      ]}
    />
  );
}

const KINDS: SiteKind[] = ['collection_point', 'laboratory', 'office'];
const PERSONAL: PersonalData[] = ['withheld', 'entitled'];

function AddSite({ onDone }: { onDone: () => void }) {
  const t = useTexts('admin');
  const word = useWord();
  const act = useAct('admin.add_site');
  const { values, bind } = useFields({
    'site.code': '',
    'site.name_zh': '',
    'site.name_en': '',
    'site.kind': 'collection_point' as SiteKind,
    'site.personal_data': 'withheld' as PersonalData,
  });
  const submit = () =>
    act.mutate(
      {
        site: {
          code: values['site.code'].trim().toUpperCase(),
          name_zh: values['site.name_zh'].trim(),
          name_en: values['site.name_en'].trim(),
          kind: values['site.kind'],
          personal_data: values['site.personal_data'],
        },
      },
      { onSuccess: onDone },
    );
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldText {...bind('site.code')} description={t('sites.code_hint')} mono required autoFocus />
      <FieldRow>
        <FieldText {...bind('site.name_zh')} required />
        <FieldText {...bind('site.name_en')} required />
      </FieldRow>
      <FieldRadio
        {...bind('site.kind')}
        options={KINDS.map((value) => ({ value, label: word('SiteKind', value) }))}
      />
      <FieldRadio
        {...bind('site.personal_data')}
        description={t('sites.personal_hint')}
        options={PERSONAL.map((value) => ({ value, label: word('PersonalData', value) }))}
      />
      <Buttons>
        <SubmitButton command="admin.add_site" act={act}>{t('sites.add')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
