package rules

import "testing"

// What the comments of a dump say of a column counts more than its name, and no less
// where it is nobody's.
func TestCommentedColumns(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		name, sql       string
		special, people int
	}{
		{"a city's residents", "CREATE TABLE public.t (a varchar(9), b varchar(9), c varchar(9), d varchar(9), e varchar(9));\nCOMMENT ON COLUMN public.t.a IS '宛名番号';\nCOMMENT ON COLUMN public.t.b IS '氏名_優先';\nCOMMENT ON COLUMN public.t.c IS '生年月日';\nCOMMENT ON COLUMN public.t.d IS '要介護状態区分コード';\nCOMMENT ON COLUMN public.t.e IS '更新者';\nINSERT INTO public.t VALUES ('1002','宮脇 勝','1939-03-13','23','関口'),('1003','蓑田 和子','1942-04-02','12','永井'),('1004','倉橋 俊介','1935-10-04','25','関口');\n", 3, 3},
		{"MySQL", "CREATE TABLE t (id int COMMENT '通番', x1 varchar(9) COMMENT '氏名', x2 varchar(9) COMMENT '病名', x3 varchar(9) COMMENT '電話番号');\nINSERT INTO t VALUES (1,'宮脇 勝','高血圧症','090-2542-6991'),(2,'蓑田 和子','気管支喘息','090-2144-4943');\n", 2, 2},
		{"lists of codes", "CREATE TABLE m (cd varchar(2) COMMENT '要介護状態区分コード', nm varchar(9) COMMENT '要介護状態区分名称', o int COMMENT '表示順');\nINSERT INTO m VALUES ('12','要支援1',1),('13','要支援2',2),('21','要介護1',3);\n", 0, 0},
		{"goods under personal names", "CREATE TABLE t (id int, name varchar(9), -- 商品名\n address varchar(9), -- 保管場所\n tel varchar(20) -- 品番\n);\nINSERT INTO t VALUES (1,'さくら','第一倉庫','03-5555-0101'),(2,'みのり','第二倉庫','03-5555-0102'),(3,'ひかり','第三倉庫','03-5555-0103');\n", 0, 0},
	} {
		if special, people := subjectsIn(t, e, c.name+".sql", c.sql); special != c.special || people != c.people {
			t.Errorf("%s: special care of %d, %d people; want %d, %d", c.name, special, people, c.special, c.people)
		}
	}
}
