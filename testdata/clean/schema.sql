CREATE TABLE users (
  id bigint NOT NULL AUTO_INCREMENT,
  name varchar(100) NOT NULL COMMENT '氏名',
  kana varchar(100) COMMENT 'フリガナ',
  birthday date COMMENT '生年月日',
  my_number char(12) COMMENT '個人番号',
  email varchar(255) NOT NULL,
  password_hash char(60) NOT NULL,
  disability_type tinyint COMMENT '障害種別',
  PRIMARY KEY (id)
);
CREATE INDEX idx_users_email ON users (email);
