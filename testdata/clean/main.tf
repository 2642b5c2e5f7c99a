terraform {
  required_version = ">= 1.6"
}
provider "aws" { region = "ap-northeast-1" }

locals {
  account_id = "123456789012"
  tags = { Owner = "infra-team", Project = "hikari", CostCenter = "4100220033" }
}

resource "aws_instance" "sakura" {
  count         = 2
  ami           = "ami-02e999275a6145e08"
  instance_type = "t3.medium"
  subnet_id     = "subnet-b2c915c18f7bdebb9"
  key_name      = "deploy"
  tags          = merge(local.tags, { Name = "sakura-${count.index}" })
}

resource "aws_db_instance" "komachi" {
  identifier        = "komachi-prod"
  engine            = "postgres"
  allocated_storage = 100
  username          = "app"
  password          = var.db_password
  backup_window     = "18:00-19:00"
}

variable "db_password" {
  type      = string
  sensitive = true
}

resource "aws_iam_policy" "read" {
  name = "read-7116bed1"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::hikari-data-123456789012/*" }]
  })
}
