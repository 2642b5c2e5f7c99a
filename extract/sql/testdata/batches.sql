SET NAMES x
GO
INSERT INTO [dbo].[T] ([A],[B]) VALUES (N'1', 'x');
GO
INSERT INTO [dbo].[T] ([A],[B]) VALUES (N'2', 'y')
GO
INSERT INTO [dbo].[T] ([A],[B]) VALUES (N'3', 'z')
go
