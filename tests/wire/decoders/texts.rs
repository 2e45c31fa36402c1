//! Small examples of what other programs write.

pub const ASTM: &str = "H|\\^&|||XN-1000^00-24||||||||E1394-97\rP|1|||A-77\rO|1|A99992600012300||^^^^WBC\r\
    R|1|^^^^WBC^1|6.12|10*3/uL||N||F||||20261101083000\rL|1|N\r";
pub const HL7: &str = "MSH|^~\\&|XN|LAB|||20261101083000||ORU^R01|7|P|2.5\rPID|||A-77\rOBR|1||A99992600012300\r\
    OBX|1|NM|WBC^1||6.12|10*3/uL||N|||F|||20261101083000\r";
pub const STATUS: &str = "\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n";
pub const DONATIONS: &str = "inventory,due_date,name,identity_document,phone,consent_form,consent_scope,consent_signed_on,\
    questionnaire_yes,din,infant_sex,birth_weight_g,gestation_weeks,gestation_days,delivery_mode,started_at,ended_at,volume_ml,bag_lot\n\
    public,2026-10-01,陈七,ID7,1990,2,transplant research,2026-09-30,,A99992600000107,male,3400,39,1,vaginal,\
    2026-10-02T08:00:00Z,2026-10-02T08:06:00Z,95.0,CB1\n";
/// Its seal is right: bytes that are only almost so come no further.
pub const MANIFEST: &str = r#"{
  "format": 1,
  "schema": 40,
  "bank": "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
  "station": "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
  "seq": 4711,
  "hash": "0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c",
  "at_ms": 1790000000000,
  "database_bytes": 40960,
  "database_digest": "0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d",
  "keys_digest": "0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e",
  "seal": "22956d0ca4572e0d4362777d08b20bdd2db31469515394a855f72306fdcc22bb"
}"#;
pub const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc0, 0, 11, 8, 1, 0, 2, 0, 3];
