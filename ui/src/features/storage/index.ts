import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { StorageScreen as screen } from './StorageScreen';
export const locales = { 'zh-CN': zh, en };
