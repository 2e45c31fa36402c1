/** The pick-list of reasons, the same file that the program reads. */
import reasons from '@assets/picklists/rejection-reasons.json';
import type { ChoiceView } from '@/api';

export const REJECTION_REASONS: ChoiceView[] = reasons;
