/** The wizard's five forms. */
import type { NumberScheme, PersonalData, SiteKind } from '@/api';
import { FieldPassword, FieldRadio, FieldRow, FieldText, useTexts, useWord, type Fields } from '@/shared';
import type { Draft } from './draft';
import { Remember } from './Remember';
import classes from './steps.module.css';

type Props = Fields<Draft>;

export function BankStep({ bind }: Props) {
  const t = useTexts('setup');
  return (
    <>
      <p className={classes.hint}>{t('create.bank_hint')}</p>
      <FieldRow>
        <FieldText {...bind('name_zh')} required autoFocus />
        <FieldText {...bind('name_en')} required />
      </FieldRow>
      <FieldText {...bind('licence_number')} />
      <FieldText {...bind('address')} />
    </>
  );
}

/** Keeps fields of a row level where the neighbour has a line of description. */
const BLANK = '\u00a0';

const SCHEMES: NumberScheme[] = ['isbt128', 'local'];
const TEXTS = { isbt128: 'isbt', local: 'local' } as const;

export function NumberingStep({ values, set, bind }: Props) {
  const t = useTexts('setup');
  return (
    <>
      <div className={classes.schemes} role="radiogroup" aria-label={t('create.numbering')} data-testid="field-scheme">
        {SCHEMES.map((scheme) => (
          <label key={scheme} className={classes.scheme} aria-label={t(`create.${TEXTS[scheme]}`)}>
            <input
              type="radio"
              name="scheme"
              checked={values.scheme === scheme}
              onChange={() => set('scheme', scheme)}
              data-testid={`field-scheme-${scheme}`}
            />
            <span>
              <strong>{t(`create.${TEXTS[scheme]}`)}</strong>
              <span className={classes.text}>{t(`create.${TEXTS[scheme]}_text`)}</span>
            </span>
          </label>
        ))}
      </div>
      <FieldText
        {...bind('facility')}
        label={t(`create.facility_${TEXTS[values.scheme]}`)}
        description={t('create.facility_hint', { example: values.scheme === 'local' ? 'L0001' : 'G1234' })}
        maxLength={5}
        mono
        required
      />
    </>
  );
}

const KINDS: SiteKind[] = ['collection_point', 'laboratory', 'office'];
const PERSONAL: PersonalData[] = ['withheld', 'entitled'];

export function PlaceStep({ bind }: Props) {
  const t = useTexts('setup');
  const word = useWord();
  return (
    <>
      <p className={classes.hint}>{t('create.place_hint')}</p>
      <FieldRow>
        <FieldText {...bind('site.name_zh')} label={t('create.site_name_zh')} required autoFocus />
        <FieldText {...bind('site.name_en')} label={t('create.site_name_en')} required />
      </FieldRow>
      <FieldRow>
        <FieldText {...bind('site.code')} label={t('create.site_code')} description={t('create.site_code_hint')} mono required />
        <FieldText {...bind('station_name')} description={t('create.station_hint')} required />
      </FieldRow>
      <FieldRadio
        {...bind('site.kind')}
        label={t('create.site_kind')}
        options={KINDS.map((value) => ({ value, label: word('SiteKind', value) }))}
      />
      <FieldRadio
        {...bind('site.personal_data')}
        label={t('create.personal_data')}
        options={PERSONAL.map((value) => ({ value, label: word('PersonalData', value) }))}
      />
    </>
  );
}

export function AdminStep({ values, bind }: Props) {
  const t = useTexts('setup');
  const differs = values.password_again !== '' && values.password_again !== values['administrator.password'];
  return (
    <>
      <p className={classes.hint}>{t('create.admin_hint')}</p>
      <FieldRow>
        <FieldText {...bind('administrator.name')} description={t('create.name_hint')} required autoFocus />
        <FieldText {...bind('administrator.login')} description={BLANK} mono required />
      </FieldRow>
      <FieldRow>
        <FieldPassword {...bind('administrator.password')} description={t('create.password_hint')} required />
        <FieldPassword
          {...bind('password_again')}
          label={t('create.password_again')}
          description={BLANK}
          hint={differs ? t('create.differs') : undefined}
          required
        />
      </FieldRow>
    </>
  );
}

export function ProtectStep({ values, bind }: Props) {
  const t = useTexts('setup');
  const differs = values.passphrase_again !== '' && values.passphrase_again !== values.passphrase;
  return (
    <>
      <p className={classes.hint}>{t('create.protect_hint')}</p>
      <FieldRow>
        <FieldPassword {...bind('passphrase')} description={t('create.password_hint')} required autoFocus />
        <FieldPassword
          {...bind('passphrase_again')}
          label={t('create.passphrase_again')}
          description={BLANK}
          hint={differs ? t('create.differs') : undefined}
          required
        />
      </FieldRow>
      <Remember {...bind('remember')} />
    </>
  );
}
