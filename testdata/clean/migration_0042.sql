-- 会員テーブルに障害者割引の列を足す
ALTER TABLE members ADD COLUMN discount_type varchar(16) DEFAULT NULL COMMENT '割引区分（障害者手帳・学生・シニア）';
CREATE INDEX idx_members_birth ON members (birth_date);
INSERT INTO discount_master (code, label, rate) VALUES
('D01','障害者手帳割引',0.50),
('D02','学生割引',0.20),
('D03','シニア割引（65歳以上）',0.30);
UPDATE settings SET value = '20261116' WHERE name = 'schema_version';
