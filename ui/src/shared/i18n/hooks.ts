/** Texts in components. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { i18n } from '.';

/** The vocabularies of the wire that have words in `shared:vocab`. */
export type Vocabulary =
  | 'ActionKind' | 'Answer' | 'ConsentScope' | 'ControlEntry' | 'ControlLevel' | 'ControlRule' | 'DeliveryMode' | 'DepartureRule' | 'DeviationClass' | 'DeviationStage' | 'DinSource' | 'Direction' | 'Disposal' | 'DocumentFinding' | 'DocumentKind' | 'Eligibility' | 'FamilyNotice' | 'InfantSex' | 'Inventory' | 'ProfileStanding' | 'RepeatState' | 'TargetSource'
  | 'LabelFate' | 'LabelTemplate' | 'LimitLevel' | 'Meaning' | 'MediaType' | 'NumberScheme' | 'Outdated' | 'Permission' | 'PartContainer' | 'PartKind' | 'PartPresence' | 'PartSource' | 'PartState' | 'PartUse' | 'PartVolume' | 'PersonalData' | 'PlaceKind' | 'PrinterCondition' | 'PrinterKind' | 'PrinterLanguage' | 'PrintState' | 'ProcedureKind' | 'Purpose'
  | 'ReceiptDecision' | 'ResultState' | 'Role' | 'RoomGrade' | 'RoomQuantity' | 'RoomStanding' | 'RoomState' | 'SignInFailure' | 'ScanCharacter' | 'ScanKind' | 'ShipmentStatus' | 'ServiceKind' | 'SiteKind' | 'SyncState' | 'TankPurpose' | 'TestState' | 'ThingKind'
  | 'UnitFitness' | 'UnitStatus' | 'Verdict' | 'VolumeUnit';

export type Texts = (key: string, params?: Record<string, unknown>) => string;

/** A feature's texts: `const t = useTexts('collection'); t('enrol.title')`. Renders again when the language changes. */
export function useTexts(namespace = 'shared'): Texts {
  const { t } = useTranslation(namespace, { i18n });
  return useCallback((key, params) => String(t(key, { ...params })), [t]);
}

/** The word of a value: `const word = useWord(); word('UnitStatus', row.status)`. */
export function useWord(): (vocabulary: Vocabulary, value: string) => string {
  const { t } = useTranslation('shared', { i18n });
  return useCallback((vocabulary, value) => String(t(`vocab.${vocabulary}.${value}`, { defaultValue: value })), [t]);
}

/** The name of a request field; `site.code` falls back to `code`. */
export function useFieldName(): (name: string) => string {
  const { t } = useTranslation('shared', { i18n });
  return useCallback(
    (name) => {
      const lastPart = name.slice(name.lastIndexOf('.') + 1);
      return String(t(`fields.${lastPart}`, { defaultValue: lastPart }));
    },
    [t],
  );
}
